"""What the files of a campaign's folder are called."""

BOOK, BLANKS, INBOX, GUIDE = "so_theo_doi.xlsx", "bieu_mau", "tiep_nhan", "HUONG_DAN.txt"
