"""Who is signed in, and where: sign-in, sign-out, the viewer, this government, the role picker."""
