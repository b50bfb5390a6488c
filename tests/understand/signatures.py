# ruff: noqa: E501 -- tables of names, one unit or one kind a line
"""How the units of the roster sign, as people would write it: bodies by hand, everything around them composed.

The bodies stand here in words and abbreviations that were not taken from the program's data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import fold

# by unit code: names that are clear by themselves | names that need a party word or “huyện” with them
BODIES = """
cong-an: Công an; ĐU Công an | CA
quan-su: Quân sự; Ban Chỉ huy Quân sự; Ban CHQS; BCH Quân sự; BCHQS; BCH QS; Cơ quan Quân sự | QS
trung-tam-y-te: Trung tâm Y tế; TTYT; TT Y tế; Trung tâm YT |
toa-an: Tòa án nhân dân; Toà án nhân dân; TAND; Tòa án ND; Tòa án |
vien-kiem-sat: Viện Kiểm sát nhân dân; Viện kiểm sát; VKSND; VKS; Viện KSND; Viện KS nhân dân |
thi-hanh-an: Chi cục Thi hành án dân sự; Chi cục THADS; Chi cục THA dân sự; CC THADS; Thi hành án dân sự; THADS; Chi cục THA DS |
chi-cuc-thue: Chi cục Thuế; CC Thuế | Thuế
chi-cuc-thong-ke: Chi cục Thống kê; CC Thống kê; Chi cục TK; Chi cục Thống kê khu vực | Thống kê
kho-bac: Kho bạc Nhà nước; KBNN; Kho bạc; Kho bạc NN |
bao-hiem-xa-hoi: Bảo hiểm xã hội; BHXH; Bảo hiểm XH; BH xã hội |
ngan-hang-chinh-sach: Ngân hàng Chính sách xã hội; NHCSXH; Ngân hàng CSXH; NH CSXH; Ngân hàng Chính sách; NH Chính sách xã hội; Phòng giao dịch NHCSXH; PGD Ngân hàng CSXH |
ngan-hang-nong-nghiep: Ngân hàng Nông nghiệp và Phát triển nông thôn; Ngân hàng Nông nghiệp & PTNT; NHNo&PTNT; NHNN&PTNT; Ngân hàng NN&PTNT; Ngân hàng No&PTNT; Ngân hàng Nông nghiệp; Agribank; NHNo & PTNT chi nhánh |
dien-luc: Điện lực; Công ty Điện lực? |
buu-dien: Bưu điện |
kiem-lam: Hạt Kiểm lâm; Hạt KL; Kiểm lâm |
thpt-tan-yen-1: Trường THPT Tân Yên số 1; THPT Tân Yên số 1; Trường THPT Tân Yên 1; THPT Tân Yên I; THPT số 1 Tân Yên; Trường THPT số 1; THPT TY1; THPT TY số 1; Trường Trung học phổ thông Tân Yên số 1; Trường THPT Tân Yên số I; Trường PTTH số 1? |
thpt-tan-yen-2: Trường THPT Tân Yên số 2; THPT Tân Yên số 2; Trường THPT Tân Yên 2; THPT Tân Yên II; THPT số 2 Tân Yên; Trường THPT số 2; THPT TY2; THPT TY số 2; Trường Trung học phổ thông Tân Yên số 2; Trường THPT Tân Yên số II |
thpt-nha-nam: Trường THPT Nhã Nam; THPT Nhã Nam; Trường Trung học phổ thông Nhã Nam; Trường PTTH Nhã Nam |
gdnn-gdtx: Trung tâm GDNN - GDTX; Trung tâm GDNN-GDTX; TT GDNN-GDTX; TTGDNN-GDTX; GDNN-GDTX; TT GDNN và GDTX; Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên; Trung tâm Giáo dục nghề nghiệp và GDTX; TTGDNN&GDTX |
van-phong-huyen-uy: Văn phòng Huyện ủy; VP Huyện ủy; Văn phòng HU; VPHU; VP HU; VP. Huyện uỷ |
ban-to-chuc: Ban Tổ chức Huyện ủy; BTC Huyện ủy; Ban Tổ chức HU; BTCHU; BTC HU; Ban TC Huyện ủy; Tổ chức Huyện ủy |
ban-tuyen-giao: Ban Tuyên giáo Huyện ủy; BTG Huyện ủy; Ban Tuyên giáo HU; BTGHU; BTG HU; Ban TG Huyện ủy; Ban Tuyên giáo; Tuyên giáo Huyện ủy |
ban-dan-van: Ban Dân vận Huyện ủy; BDV Huyện ủy; Ban Dân vận HU; BDVHU; Dân vận Huyện ủy; Ban DV Huyện ủy |
uy-ban-kiem-tra: Cơ quan Ủy ban Kiểm tra Huyện ủy; CQ UBKT Huyện ủy; Ủy ban Kiểm tra Huyện ủy; UBKT Huyện ủy; UBKTHU; Cơ quan UBKT Huyện ủy; UBKT HU; Uỷ ban Kiểm tra HU; Kiểm tra Huyện ủy; UB Kiểm tra Huyện ủy |
trung-tam-chinh-tri: Trung tâm Chính trị; TT Chính trị; TTCT; Trung tâm CT; Trung tâm Bồi dưỡng chính trị; TTBDCT; TT BDCT; Trung tâm BDCT |
van-phong-hdnd-ubnd: Văn phòng HĐND và UBND; Văn phòng HĐND - UBND; Văn phòng HĐND&UBND; VP HĐND-UBND; VP HĐND và UBND; Văn phòng Hội đồng nhân dân và Ủy ban nhân dân; Văn phòng HĐND, UBND; VPHĐND&UBND | Văn phòng UBND; VP UBND
phong-noi-vu: Phòng Nội vụ; P. Nội vụ; PNV; P.Nội vụ; Phòng NV | Nội vụ
phong-tu-phap: Phòng Tư pháp; P. Tư pháp; PTP; Phòng TP | Tư pháp
phong-tai-chinh: Phòng Tài chính - Kế hoạch; Phòng TC-KH; Phòng TCKH; P. TC-KH; TC-KH; TCKH; Phòng Tài chính và Kế hoạch; Phòng Tài chính KH; Phòng Tài chính; P.TCKH; PTCKH; Phòng TC&KH; Phòng TC - Kế hoạch | Tài chính - Kế hoạch
phong-tai-nguyen: Phòng Tài nguyên và Môi trường; Phòng TN&MT; Phòng TNMT; P. TN&MT; TN&MT; TNMT; Phòng Tài nguyên - Môi trường; Phòng TN và MT; Phòng Tài nguyên & MT; Phòng Tài nguyên MT; P.TNMT; Phòng Tài nguyên |
phong-lao-dong: Phòng Lao động - Thương binh và Xã hội; Phòng LĐ-TB&XH; Phòng LĐTBXH; P. LĐ-TB&XH; LĐ-TB&XH; LĐTBXH; Phòng LĐTB&XH; Phòng Lao động, Thương binh và Xã hội; Phòng LĐ-TB và XH; Phòng Lao động TBXH; Phòng Lao động - TBXH; Phòng LĐ - TBXH; Phòng Lao động TB&XH; P.LĐTBXH; Phòng Lao động Thương binh & XH |
phong-van-hoa: Phòng Văn hóa và Thông tin; Phòng Văn hoá - Thông tin; Phòng VH&TT; Phòng VHTT; P. VH&TT; Phòng VH-TT; Phòng Văn hóa TT; Phòng Văn hóa; P.VHTT; Phòng VH và TT; Phòng Văn hóa & Thông tin |
phong-giao-duc: Phòng Giáo dục và Đào tạo; Phòng GD&ĐT; Phòng GDĐT; P. GD&ĐT; GD&ĐT; GDĐT; Phòng Giáo dục; Phòng GD-ĐT; Phòng GD và ĐT; PGD&ĐT; PGDĐT; Phòng Giáo dục ĐT; Phòng GD & Đào tạo |
phong-nong-nghiep: Phòng Nông nghiệp và Phát triển nông thôn; Phòng Nông nghiệp và PTNT; Phòng Nông nghiệp & PTNT; Phòng NN&PTNT; Phòng NNPTNT; P. NN&PTNT; NN&PTNT; Phòng NN và PTNT; Phòng Nông nghiệp; Phòng NN-PTNT; Phòng NN & Phát triển nông thôn |
phong-kinh-te-ha-tang: Phòng Kinh tế và Hạ tầng; Phòng KT&HT; Phòng KTHT; P. KT&HT; KT&HT; KTHT; Phòng Kinh tế - Hạ tầng; Kinh tế và Hạ tầng; Phòng KT-HT; Phòng Kinh tế HT; Phòng KT và HT; Phòng Kinh tế & Hạ tầng |
phong-y-te: Phòng Y tế; P. Y tế; Phòng YT; P.Y tế |
thanh-tra: Thanh tra; Thanh tra nhà nước; Cơ quan Thanh tra |
ban-quan-ly-du-an: Ban Quản lý dự án đầu tư xây dựng; Ban QLDA đầu tư xây dựng; Ban QLDA ĐTXD; BQLDA; Ban QLDA; BQLDA ĐTXD; Ban Quản lý dự án; BQL dự án ĐTXD; Ban QL dự án; BQL DA ĐTXD; Ban Quản lý dự án ĐT XD; Ban QLDA đầu tư XD |
quy-dat: Trung tâm Phát triển quỹ đất; Trung tâm PTQĐ; TTPTQĐ; TT PTQĐ; TT Phát triển quỹ đất; Trung tâm Phát triển quỹ đất và Cụm công nghiệp; TTPTQĐ&CCN; Trung tâm PT quỹ đất |
trung-tam-van-hoa: Trung tâm Văn hóa - Thông tin và Thể thao; Trung tâm VH-TT&TT; Trung tâm VHTT&TT; Trung tâm VH - TT và TT; TTVHTT&TT; TT VHTT&TT; Trung tâm Văn hóa, Thông tin và Thể thao; Trung tâm Văn hoá TT&TT; TT Văn hóa - Thông tin và Thể thao; Trung tâm Văn hóa thông tin thể thao; VH-TT&TT |
dich-vu-nong-nghiep: Trung tâm Dịch vụ Kỹ thuật nông nghiệp; TT Dịch vụ KTNN; Trung tâm Dịch vụ KTNN; Trung tâm DVKT NN; Trung tâm DVKTNN; TTDVKTNN; TT DVKTNN; Trung tâm DVKT nông nghiệp; Trung tâm Dịch vụ nông nghiệp; Trung tâm DVNN; TT Dịch vụ kỹ thuật NN |
mat-tran: Ủy ban Mặt trận Tổ quốc; Uỷ ban MTTQ; UBMTTQ; UB MTTQ; MTTQ; Mặt trận Tổ quốc; Cơ quan Ủy ban MTTQ; UBMT Tổ quốc; Ban Thường trực Ủy ban MTTQ; Cơ quan MTTQ | Mặt trận; UBMT
phu-nu: Hội Liên hiệp Phụ nữ; Hội LHPN; LHPN; Hội Phụ nữ; HLHPN; Hội LH Phụ nữ; BTV Hội LHPN; HPN |
nong-dan: Hội Nông dân; HND; Hội ND; BTV Hội Nông dân; Ban Thường vụ Hội Nông dân | Nông dân
cuu-chien-binh: Hội Cựu chiến binh; Hội CCB; HCCB; CCB; Hội Cựu CB; BCH Hội Cựu chiến binh |
huyen-doan: Huyện đoàn; BTV Huyện đoàn; BCH Huyện đoàn; Ban Thường vụ Huyện đoàn | Đoàn Thanh niên; Đoàn TNCS Hồ Chí Minh; Đoàn TNCS HCM; Đoàn TN
lien-doan-lao-dong: Liên đoàn Lao động; LĐLĐ; Liên đoàn LĐ; BTV Liên đoàn Lao động; Ban Thường vụ LĐLĐ |
"""
PLACES = (
    "",
    " huyện",
    " huyện Tân Yên",
    ", huyện Tân Yên, tỉnh Bắc Giang",
    " H. Tân Yên",
    " Tân Yên",
    " - huyện Tân Yên",
    " H.TY",
)
WRAPPERS = ("Chi bộ", "Chi bộ cơ quan", "Đảng bộ", "Đảng ủy", "Cơ quan", "CB", "Chi ủy", "Tập thể")
OVER = ("ĐẢNG BỘ TỈNH BẮC GIANG|HUYỆN ỦY TÂN YÊN", "UBND HUYỆN TÂN YÊN", "ĐẢNG BỘ HUYỆN TÂN YÊN", "HUYỆN TÂN YÊN")
# a mass organisation over its place: the whole country's or the province's title, then where
TITLES = """
nong-dan: HỘI NÔNG DÂN VIỆT NAM|BCH HUYỆN TÂN YÊN; HỘI NÔNG DÂN TỈNH BẮC GIANG|HỘI NÔNG DÂN HUYỆN TÂN YÊN; HND TỈNH BẮC GIANG|HUYỆN TÂN YÊN
phu-nu: HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM|HUYỆN TÂN YÊN; HỘI LHPN TỈNH BẮC GIANG|BAN THƯỜNG VỤ HỘI LHPN|HUYỆN TÂN YÊN; HỘI LHPN VIỆT NAM|BCH HUYỆN TÂN YÊN
cuu-chien-binh: HỘI CCB VIỆT NAM|HUYỆN TÂN YÊN; HỘI CỰU CHIẾN BINH|HUYỆN TÂN YÊN; HỘI CCB TỈNH BẮC GIANG|HỘI CCB HUYỆN TÂN YÊN
huyen-doan: ĐOÀN TNCS HỒ CHÍ MINH|BCH HUYỆN TÂN YÊN; TỈNH ĐOÀN BẮC GIANG|HUYỆN ĐOÀN TÂN YÊN; ĐOÀN TNCS HỒ CHÍ MINH|BAN CHẤP HÀNH HUYỆN TÂN YÊN; BCH ĐOÀN TỈNH BẮC GIANG|BCH HUYỆN ĐOÀN TÂN YÊN
mat-tran: MẶT TRẬN TỔ QUỐC VIỆT NAM|ỦY BAN HUYỆN TÂN YÊN; MẶT TRẬN TỔ QUỐC VIỆT NAM|BAN THƯỜNG TRỰC HUYỆN TÂN YÊN; ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM|HUYỆN TÂN YÊN; MTTQ VIỆT NAM HUYỆN TÂN YÊN|BAN THƯỜNG TRỰC; UBMTTQVN HUYỆN TÂN YÊN; ỦY BAN MTTQ TỈNH BẮC GIANG|ỦY BAN MTTQ HUYỆN
lien-doan-lao-dong: LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC GIANG|LIÊN ĐOÀN LAO ĐỘNG HUYỆN TÂN YÊN; TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM|LĐLĐ HUYỆN TÂN YÊN; LĐLĐ TỈNH BẮC GIANG|HUYỆN TÂN YÊN
bao-hiem-xa-hoi: BHXH TỈNH BẮC GIANG|BHXH HUYỆN TÂN YÊN; BẢO HIỂM XÃ HỘI VIỆT NAM|BẢO HIỂM XÃ HỘI HUYỆN TÂN YÊN
cong-an: CÔNG AN TỈNH BẮC GIANG|CÔNG AN HUYỆN TÂN YÊN; CÔNG AN TỈNH|CÔNG AN HUYỆN; ĐẢNG BỘ HUYỆN TÂN YÊN|ĐẢNG ỦY CÔNG AN HUYỆN
quan-su: BỘ CHQS TỈNH BẮC GIANG|BCHQS HUYỆN TÂN YÊN; BỘ CHỈ HUY QUÂN SỰ TỈNH|BAN CHỈ HUY QUÂN SỰ HUYỆN
ngan-hang-chinh-sach: NGÂN HÀNG CSXH TỈNH BẮC GIANG|PHÒNG GIAO DỊCH HUYỆN TÂN YÊN; NHCSXH VIỆT NAM|PGD HUYỆN TÂN YÊN
ngan-hang-nong-nghiep: AGRIBANK|CHI NHÁNH HUYỆN TÂN YÊN; NGÂN HÀNG NÔNG NGHIỆP|VÀ PHÁT TRIỂN NÔNG THÔN|HUYỆN TÂN YÊN; AGRIBANK CHI NHÁNH TÂN YÊN
dien-luc: CÔNG TY ĐIỆN LỰC BẮC GIANG|ĐIỆN LỰC TÂN YÊN
buu-dien: BƯU ĐIỆN TỈNH BẮC GIANG|BƯU ĐIỆN HUYỆN TÂN YÊN
kho-bac: KHO BẠC NHÀ NƯỚC BẮC GIANG|KHO BẠC NHÀ NƯỚC TÂN YÊN
toa-an: TÒA ÁN NHÂN DÂN TỈNH BẮC GIANG|TÒA ÁN NHÂN DÂN HUYỆN TÂN YÊN
vien-kiem-sat: VKSND TỈNH BẮC GIANG|VKSND HUYỆN TÂN YÊN; VIỆN KIỂM SÁT NHÂN DÂN|HUYỆN TÂN YÊN
chi-cuc-thong-ke: CỤC THỐNG KÊ TỈNH BẮC GIANG|CHI CỤC THỐNG KÊ HUYỆN TÂN YÊN
chi-cuc-thue: CỤC THUẾ TỈNH BẮC GIANG|CHI CỤC THUẾ KV TÂN YÊN - YÊN THẾ; CHI CỤC THUẾ KHU VỰC|TÂN YÊN - YÊN THẾ
kiem-lam: CHI CỤC KIỂM LÂM BẮC GIANG|HẠT KIỂM LÂM TÂN YÊN - YÊN THẾ; CHI CỤC KIỂM LÂM|HẠT KIỂM LÂM TÂN YÊN
trung-tam-y-te: SỞ Y TẾ BẮC GIANG|TRUNG TÂM Y TẾ HUYỆN TÂN YÊN; SỞ Y TẾ TỈNH BẮC GIANG|TTYT HUYỆN TÂN YÊN
gdnn-gdtx: SỞ GD&ĐT BẮC GIANG|TRUNG TÂM GDNN-GDTX TÂN YÊN; UBND HUYỆN TÂN YÊN|TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP|- GIÁO DỤC THƯỜNG XUYÊN
thpt-tan-yen-1: SỞ GD&ĐT BẮC GIANG|TRƯỜNG THPT TÂN YÊN SỐ 1; ĐẢNG BỘ HUYỆN TÂN YÊN|CHI BỘ TRƯỜNG THPT|TÂN YÊN SỐ 1
thpt-tan-yen-2: SỞ GD&ĐT BẮC GIANG|TRƯỜNG THPT TÂN YÊN SỐ 2; ĐẢNG BỘ HUYỆN TÂN YÊN|CHI BỘ TRƯỜNG THPT|TÂN YÊN SỐ 2
van-phong-huyen-uy: HUYỆN UỶ TÂN YÊN|VĂN PHÒNG|*
ban-dan-van: HUYỆN ỦY TÂN YÊN|BAN DÂN VẬN|*
uy-ban-kiem-tra: HUYỆN ỦY TÂN YÊN|ỦY BAN KIỂM TRA; HUYỆN ỦY TÂN YÊN|UBKT
ban-to-chuc: HUYỆN ỦY TÂN YÊN|BTC
van-phong-hdnd-ubnd: UBND HUYỆN TÂN YÊN|VĂN PHÒNG; HĐND-UBND HUYỆN TÂN YÊN|VĂN PHÒNG; ỦY BAN NHÂN DÂN HUYỆN TÂN YÊN|VĂN PHÒNG HĐND&UBND
phong-tai-nguyen: UBND HUYỆN TÂN YÊN|PHÒNG TÀI NGUYÊN|VÀ MÔI TRƯỜNG
phong-lao-dong: UBND HUYỆN TÂN YÊN|PHÒNG LAO ĐỘNG -|THƯƠNG BINH VÀ XÃ HỘI
trung-tam-van-hoa: UBND HUYỆN TÂN YÊN|TRUNG TÂM VĂN HÓA -|THÔNG TIN VÀ THỂ THAO
ban-quan-ly-du-an: UBND HUYỆN TÂN YÊN|BAN QUẢN LÝ DỰ ÁN|ĐẦU TƯ XÂY DỰNG
"""
COMMUNE_SIGNS = (
    "{name}",
    "{bare}",
    "UBND {name}",
    "ĐẢNG ỦY {name}",
    "ĐẢNG BỘ {name}",
    "ĐẢNG UỶ {bare}",
    "UBND {bare}",
    "Ban Dân vận {name}",
    "BCH Đảng bộ {name}",
    "HĐND - UBND {name}",
    "Khối Dân vận {name}",
    "ĐU {short}",
    "BDV ĐU {bare}",
    "BDV Đảng ủy {name}",
    "UBND {short}",
    "{short}",
    "{name}, huyện Tân Yên, tỉnh Bắc Giang",
    "{name} - huyện Tân Yên",
    "ĐẢNG ỦY - HĐND - UBND - UBMTTQ {name}",
    "HUYỆN ỦY TÂN YÊN|ĐẢNG ỦY {name}",
    "UBND HUYỆN TÂN YÊN|{name}",
    "ĐẢNG BỘ HUYỆN TÂN YÊN|ĐẢNG BỘ {name}",
    "UBND|{name}",
    "BAN CHỈ ĐẠO CÔNG TÁC DÂN VẬN {name}",
    "BAN DÂN VẬN ĐẢNG ỦY {name}",
    "BAN CHẤP HÀNH ĐẢNG BỘ|{name}",
    "TM. ĐẢNG ỦY {name}",
    "VĂN PHÒNG UBND {name}",
    "Ủy ban nhân dân {name}",
    "{kind}: {bare}",
    "ĐV: {name}",
)
COMMUNE_BODIES = (
    "Hội Nông dân {name}", "Công an {name}", "Hội LHPN {name}", "Hội CCB {name}", "UBMTTQ {name}", "UB MTTQ {name}", "Đoàn TNCS HCM {name}",
    "Trạm Y tế {name}", "Trường Tiểu học {bare}", "Trường Mầm non {name}", "Ban CHQS {name}", "THÔN TRUNG - {name}", "HỘI NÔNG DÂN|{name}",
    "ỦY BAN MTTQ|{name}", "ĐẢNG BỘ {name}|CHI BỘ THÔN TRUNG", "UBND {name}|TRƯỜNG TIỂU HỌC {bare}", "{name}|THÔN TRUNG", "CHI BỘ THÔN ĐÌNH|{name}",
    "HỘI NÔNG DÂN VIỆT NAM|BCH {name}", "ĐOÀN TNCS HỒ CHÍ MINH|{name}", "HỘI NÔNG DÂN HUYỆN TÂN YÊN|HỘI NÔNG DÂN {name}", "HTX Nông nghiệp {name}",
    "MTTQ {name}", "HỘI PHỤ NỮ {short}",
)  # fmt: skip


def _by_unit(table: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in table.strip().splitlines())


def bodies(unit: Unit) -> tuple[list[str], list[str]]:
    """The names of an agency that are clear by themselves, and those that need a party word or the district."""
    clear, _, weak = _by_unit(BODIES)[unit.code].partition("|")
    return _parts(clear), _parts(weak)


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(";") if part.strip() and "?" not in part]


def agency_signs(unit: Unit) -> Iterator[str]:
    """The heads of an agency's papers, lines between “|”."""
    clear, weak = bodies(unit)
    for body in clear:
        yield from (f"{body}{place}" for place in PLACES)
        yield from (f"{wrapper} {body}" for wrapper in WRAPPERS)
        yield from (f"{over}|{body}" for over in OVER)
        yield f"HUYỆN ỦY TÂN YÊN|CHI BỘ {body}|*"
        yield f"UBND HUYỆN TÂN YÊN - {body}"
        yield f"{body} / Huyện Tân Yên"
    for body in weak:
        yield from (f"{body}{place}" for place in PLACES[1:3])
        yield f"Chi bộ {body} huyện"
    yield from _parts(_by_unit(TITLES).get(unit.code, ""))


def commune_signs(unit: Unit) -> Iterator[str]:
    """The heads of a commune's own papers."""
    yield from (sign.format(**_commune(unit)) for sign in COMMUNE_SIGNS)


def commune_bodies(unit: Unit) -> Iterator[str]:
    """The heads of papers of a commune's bodies, party cells and hamlets."""
    yield from (sign.format(**_commune(unit)) for sign in COMMUNE_BODIES)


def _commune(unit: Unit) -> dict[str, str]:
    kind = "Thị trấn" if unit.name.startswith("Thị trấn") else "Xã"
    bare = unit.name.removeprefix(kind).strip()
    return {
        "name": unit.name,
        "bare": bare,
        "kind": kind,
        "short": f"{'TT' if kind == 'Thị trấn' else 'X.'} {bare}",
    }


STYLES = (
    lambda text: text,
    lambda text: text.upper(),
    lambda text: text.lower(),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "|".join(map(fold, text.split("|"))),
    lambda text: f"  {text.replace(' ', chr(0xA0))} ",
)
