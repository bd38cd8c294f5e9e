"""Session: sign-in, sign-out, the viewer, this government, the role picker."""
