"""Entry into a government: its host, its role, its search path, its sessions."""
