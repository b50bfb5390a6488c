"""List, hash and sort what lies in the inbox."""
