"""What spans files: duplicates, versions of one unit's list, receipts."""
