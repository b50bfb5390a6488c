"""What the office decides, as text: rules, dates, limits, words, forms, messages; and its loader."""

# what lies in a campaign's folder, by name
BOOK, BLANKS, INBOX, GUIDE = "so_theo_doi.xlsx", "bieu_mau", "tiep_nhan", "HUONG_DAN.txt"
LETTERS = "thu_gui"  # drafts of letters to the units
