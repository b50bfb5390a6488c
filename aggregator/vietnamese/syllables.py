"""Vietnamese syllables: the usual ones of office papers, and which letters and tones may stand together."""

import unicodedata
from functools import cache, lru_cache

from aggregator.vietnamese.fold import fold

_COMMON = """
biên biến biết biển biểu bà bài bàn bào bác bán bánh báo bé bê bên bìa bình bí bò bó bông bùn bưu bước bưởi
bạc bạch bạn bản bảng bảo bảy bần bầu bậc bận bắc bắt bằng bến bền bệnh bị bọc bỏ bố bồi bổ bộ bột bớt bờ
bởi bức bữa chiếm chiến chiếu chiều chuyên chuyến chuyền chuyển chuyện chuẩn chuối chào chánh cháu cháy chân
chè chì chìa chí chính chó chùa chú chúc chúng chăm chăn chăng chưa chương chạp chạy chả chấm chấp chất chậm
chắt chẵn chế chỉ chị chịu chọn chống chồng chỗ chở chợ chủ chứ chứa chức chứng chữ chữa cuối cuốn cuộc cà
càng cày cá các cách cái cán cáo cáp cát cân cây cò còn có cô côi công cùng cúm căn căng cũ cũng cơ cơm cư
cưới cường cạnh cả cải cảm cản cảnh cấm cấp cấu cầm cần cầu cẩm cẩn cập cắp cắt cỏ cố cống cốt cổ cộng cột
cỡ cụ cục củ của cứ cứu cử cửa cực cựu diễn diện diệt duyên duyệt dài dàn dành dày dán dân dâu dây dã dép dê
dòng dù dùng dũng dương dưới dưỡng dược dạng dạy dấu dầu dẫn dẻo dễ dệt dịch dịp dọc dọn dốc dột dục dụng
dừa dừng dữ dự dựa dựng giàu giá giác giám gián giáo giáp giã gió giúp giường giả giải giảm giảng giấy giầy
giặc giếng giết giỏi giống giỗ giới giờ giữ giữa gà gác gái gây gì góc góp gạch gạo gấp gần gắn gọi gọn gốc
gồm gỗ gửi hiếm hiến hiếu hiền hiểm hiểu hiện hiệp hiệu hoà hoàn hoàng hoá hoạch hoạt hoặc huyết huyện huấn
hà hàm hàn hàng hành hán hát hãy hè hình hòa hóa hóc hùng hút hơi hơn hưng hưu hướng hưởng hạ hạch hại hạn
hạnh hạt hải hấp hầu hậu hằng hẹp hết hệ họ họa học họp hỏi hố hồ hồi hồn hồng hổ hỗ hỗn hộ hội hộp hợp hủ
hủy hữu khiếu khiển khoá khoán khoáng khoản khoảng khoẻ khuyến khuyết khá khác khách khái khám kháng khánh
khéo khê khí khích khó khóa khóm khô không khúc khăn khả khảo khẩn khẩu khắc khắp khẳng khẻ khỏe khối khổ
khởi kiến kiểm kiểu kiệm kiện kèm ké kém kéo kê kênh kích kín kính ký kẻ kẽm kế kết kể kịp kỳ kỵ kỷ kỹ liên
liền liệt liệu loài loại loạt luyện luân luận luật luỹ là làm làng lành lào lá lác lát lâm lân lâu lãi lãm
lãng lãnh lão lên lính lít lò lòng lô lông lõi lùi lúa lúc lý lĩnh lũ lũy lưu lương lưới lường lượng lượt
lạc lại lạng lạnh lấy lần lầu lập lắm lắng lắp lẻ lẽ lề lễ lệ lệch lệnh lịch lối lồng lỗ lộ lộc lớn lớp lời
lợi lợn lục lụt lửa lựa lực miếng miền miễn miệng muối mà mài màu má máu máy mã mãi mìn mía mít mòn móc món
mô môi môn mông mùa mùi múa măng mũi mưa mương mướn mười mượn mạ mạch mạng mạnh mất mầu mẫu mật mắc mắm mắt
mặt mẹ mẻ mến mềm mệnh mọi mỏ mốc mối mồ mỗi mộ mộc một mới mời mở mỡ mục mủ mức mừng mỹ nghiêm nghiên
nghiền nghiệm nghiệp nghèo nghìn nghĩa nghề nghệ nghỉ nghị ngoài ngoại nguyên nguyễn nguyện nguồn ngà ngành
ngày ngâm ngân ngã ngói ngô ngôi ngôn ngõ ngăn ngư người ngạch ngắn ngọc ngồi ngộ ngừa ngừng ngữ nhiên nhiều
nhiễm nhiệm nhiệt nhà nhàn nhánh nhân nhã nhãn nhóm nhôm nhơn như nhượng nhạc nhất nhẫn nhận nhập nhật nhắc
nhằm nhẹ nhỏ nhồi nhớ nhờ những nhựa niêm niên niềm nuôi nào này nát nâng não nãy nè nén nên nêu nó nói nón
nóng nông núi năm năng nơi nước nạn nạo nấm nấu nắm nắng nặn nặng nếp nếu nề nền nối nồi nồng nổi nội nộp nở
nợ nữ nữa phiên phiếu phà phá phái phán pháo pháp phát phân phép phê phí phía phòng phó phóng phông phù phú
phúc phương phước phường phượng phạm phạt phải phản phấn phần phẩm phận phế phố phối phổ phổi phụ phục phụng
phủ quyên quyến quyết quyền quyển quà quá quách quán quát quân quê quý quả quản quảng quần quận quế quốc quỹ
ruộng ràng rào rác rã rãnh rò rõ rùa rút răng rơm rước rượu rạch rải rất rẫy rằng rẻ rồi rổ rộng rời rủi
rừng suất suối sàn sách sáng sánh sáo sát sáu sâu sét sò sôi sông súc súng sĩ sơ sơn sư sương sườn sạ sạch
sản sấy sắc sắn sắp sắt sẵn sẽ số sống sổ sớm sở sợ sợi sứ sức sử sửa sữa sự sỹ thiên thiết thiếu thiều
thiểu thiện thiệt thiệu thoát thoại thoả thuyết thuyền thuê thuần thuận thuật thuế thuốc thuộc thuỷ thà
thành thác thái thám tháng thánh tháo tháp thân thép thê thêm thì thìa thí thích thóc thô thôi thôn thông
thùng thú thúc thúy thăm thơ thơm thư thương thước thường thưởng thượng thạch thạnh thả thải thảm thảo thấp
thất thấy thầu thầy thẩm thập thật thắm thắng thắp thẳng thẻ thế thể thị thịnh thịt thọ thỏ thỏa thống thổ
thời thở thợ thụ thủ thủy thứ thức thừa thử thực tiên tiêu tiến tiếng tiếp tiết tiền tiểu tiệm tiện toà toàn
toán toạ triều triển triệu truyền truyện trà tràn trào trách trái trám tránh trâu trên trì trình trí trích
trò tròn trôi trù trùng trú trúc trơn trưa trưng trương trước trường trưởng trạch trại trạm trạng trả trải
trảng trấn trầm trần trầu trận trắng trẻ trễ trị trọng trống trồng trộm trộn trời trở trợ trụ trục trứng trừ
trữ trực tuyên tuyến tuyết tuyển tuyệt tuất tuần tuệ tuổi tuỳ tài tàu tá tác tách tái tám tán tâm tân tây
tên tì tìm tình tí tích tím tín tính tòa tóc tóm tô tôi tôm tôn tông tù tùng tùy tú túc túi túy tăng tĩnh tơ
tư tươi tương tưới tướng tường tưởng tượng tạ tại tạm tạo tạp tả tải tảo tấm tấn tất tầm tần tầng tầu tận
tập tật tắt tặng tế tết tệ tệp tỉ tỉnh tịch tịnh tọa tỏ tỏi tố tốc tối tốt tồn tổ tổn tổng tộc tội tới tờ
tục tủ tứ tức từ từng tử tự tỵ tỷ uống uỷ viên viết việc viện việt và vài vàng vào vá vác vách vân vãng vé
vì ví vòng vô vôi võ vùng vú văn vĩ vĩnh vũ vũng vương vườn vượt vạn vạt vải vấn vẫn vận vật vậy vắc vắng
vằn vẻ vẽ vết về vệ vỉa vị vịt vọng vốn với vời vở vỡ vợ vụ vừa vững vực vựng xoài xoá xuyên xuân xuất xuống
xá xác xây xã xét xí xích xóa xóm xô xúc xăng xưa xương xước xưởng xạ xả xảy xấu xắp xế xếp xốp xổ xứ xử yên
yêu yết yếu án ánh áo áp âm ích ô ôi ôn ông út ý ăn đang đau đen đi điền điều điểm điển điện điệu đo đoàn
đoạn đu đua đà đài đàm đàn đào đá đáng đánh đáp đã đèn đê đình đích đính đòi đó đóng đô đôi đông đúc đúng
đăng đơn đưa đương đường được đại đạo đạt đảm đản đảng đất đấu đầm đầu đẩy đậu đắc đằng đặc đặt đẹp đẻ đế
đến đề đền đều để đệ đỉnh địa địch định đọc đỏ đốc đối đống đốt đồi đồng đổ đổi đỗ độ độc đội động đời đỡ
đợt đủ đức đứng ơn ưu ước ảnh ấn ấy ốc ống ổ ổi ổn ở ủng ủy ức ứng
"""

COMMON = frozenset(_COMMON.split())


def is_common(word: str) -> bool:
    """Whether the word, in any case and normal form, is one of the usual marked syllables."""
    return unicodedata.normalize("NFC", word.lower()) in COMMON


# ---- Vietnamese syllables: which letters and tones may stand together.


GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = ("", GRAVE, ACUTE, HOOK, TILDE, DOT)
STOP_TONES = (ACUTE, DOT)

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_OPEN = """
a ai ao au ay am an ang anh ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên êng ênh êu
i im in inh iu ia iêm iên iêng iêu y yêm yên yêng yêu
o oi om on ong oong oa oai oan oang oanh oao oay oam oăm oăn oăng oe oem oen oeo
ô ôi ôm ôn ông ơ ơi ơm ơn
u ui um un ung ua uôi uôm uôn uông uân uâng uây uê uên uênh uêu uơ uy uya uyên uynh uyu
ư ưi ưm ưn ưng ưu ưa ươi ươm ươn ương ươu
"""
_STOP = """
ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt yêt
oc op ot ooc oac oach oap oat oăc oăp oăt oet ôc ôp ôt ơp ơt
uc up ut uât uêch uôc uôt uych uyt uyp uyêt ưc ưt ươc ươp ươt
"""
ONSETS = ("", *_ONSETS.split())
OPEN_RHYMES = frozenset(_OPEN.split())
STOP_RHYMES = frozenset(_STOP.split())

# gi takes the i of its rhyme into itself: gì, gìn, giếng, giết
_AFTER_GI = frozenset(("", "n", "m", "eo", "ec", "êng", "êt", "êc"))
_QU = """
a ai an ang anh ao au ay am ăn ăng ăm ân âng ây e en eo ê ên êu i y ynh yên ơ ông ôn yu ya
ac ach at ăc ăt ăp ât et êch êt it ich yt ych yêt ôc
"""
_Y_AFTER = frozenset(("", "h", "k", "l", "m", "n", "s", "t", "th", "tr", "v", "ph"))
_LONGEST = 12  # nghiêng and its kind, with every mark apart; no endless word gets into the cache
_FRONT = "eêiy"  # before these c, g, ng are written k, gh, ngh
_MARKED = "ăâêôơư"
_TONE_MARKS = frozenset(TONES[1:])
_EITHER_PLACE = frozenset(("oa", "oe", "uy"))  # hoà and hòa


def tones_of(rhyme: str) -> tuple[str, ...]:
    """The tones (combining marks, '' for the level one) that a rhyme may bear."""
    return STOP_TONES if rhyme.endswith(("c", "ch", "p", "t")) else TONES


def tone_places(onset: str, rhyme: str) -> tuple[int, ...]:
    """The places in the rhyme where the tone mark may stand; the school book's own comes first."""
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    vowels = sum(letter in "aeiouy" for letter in rhyme)
    if onset == "gi" and not vowels:
        return (-1,)  # gì, gìn: the i of the onset is the vowel
    if vowels < len(rhyme) or onset == "qu" or vowels == 1:
        return (vowels - 1,)
    if vowels == 3:
        return (1,)
    return (0, 1) if rhyme in _EITHER_PLACE else (0,)


def is_syllable(word: str) -> bool:
    """Whether the word is a Vietnamese syllable, in any case, NFC or NFD, hoà or hòa."""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONE_MARKS]
    if not letters or len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in _TONE_MARKS))
    place = _tone_place(letters) if tones else None
    onsets = (bare[:length] for length in range(min(len(bare), 3) + 1) if bare[:length] in RHYMES_AFTER)
    return any(_fits(onset, bare[len(onset) :], "".join(tones), place) for onset in onsets)


@lru_cache(maxsize=65536)
def is_folded_syllable(word: str) -> bool:
    """Whether a word of a folded key, without marks, may be a Vietnamese syllable (“huyen”)."""
    return any(word[length:] in _folded_rhymes().get(word[:length], ()) for length in range(4))


@cache
def _folded_rhymes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for onset, rhymes in RHYMES_AFTER.items():
        found.setdefault(fold(onset), set()).update(fold(rhyme) for rhyme in rhymes)
    return {onset: frozenset(rhymes) for onset, rhymes in found.items()}


def _tone_place(letters: str) -> int:
    """The number of letters before the one that bears the tone; marks of ă, â, ê, ơ are no letters."""
    place = -1
    for mark in letters:
        if mark in _TONE_MARKS:
            break
        place += not unicodedata.combining(mark)
    return place


def _fits(onset: str, rhyme: str, tone: str, place: int | None) -> bool:
    if rhyme not in RHYMES_AFTER[onset] or tone not in tones_of(rhyme):
        return False
    return place is None or place - len(onset) in tone_places(onset, rhyme)


def _after(onset: str) -> frozenset[str]:
    if onset == "qu":
        return frozenset(_QU.split())
    plain = frozenset(rhyme for rhyme in OPEN_RHYMES | STOP_RHYMES if _spells(onset, rhyme))
    return plain | _AFTER_GI if onset == "gi" else plain


def _spells(onset: str, rhyme: str) -> bool:
    front = rhyme[0] in _FRONT
    if rhyme[0] == "y":
        return onset == "" or (rhyme == "y" and onset in _Y_AFTER)
    if onset in ("k", "gh", "ngh"):
        return front
    return not (front and onset in ("c", "g", "gi", "ng"))


# the toneless rhymes that may follow an onset, as they are written after it
RHYMES_AFTER = {onset: _after(onset) for onset in ONSETS}
