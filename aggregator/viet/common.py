"""Syllables that every office paper is full of: where two readings are possible, the usual one is meant."""

from __future__ import annotations

import unicodedata

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
