"""What the office decides, as text: rules, dates, limits, words, forms, messages; and its loader."""

# what lies in a campaign's folder, by name
BOOK, BLANKS, INBOX, GUIDE = "so_theo_doi.xlsx", "bieu_mau", "tiep_nhan", "HUONG_DAN.txt"
NAMELESS = "(chưa ghi tên)"  # ends the name of a model that was taken down from paper by its number alone
LETTERS = "thu_gui"  # drafts of letters to the units
TEMPLATES = "mau_thu"  # texts of papers that the office words anew, beside the tracking book
