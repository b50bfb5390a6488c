"""Write Vietnamese text as the old fonts had it: the other way round of what the decoder does."""

from __future__ import annotations

import unicodedata

# Each letter followed by what the old keyboard wrote for it; TCVN3 has no capitals with a tone.
TCVN3 = """
Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§ ă¨ â© êª ô« ơ¬ ư\u00ad đ® àµ ả¶ ã· á¸ ạ¹ ằ» ẳ¼ ẵ½ ắ¾ ặÆ ầÇ ẩÈ ẫÉ ấÊ ậË èÌ ẻÎ ẽÏ éÐ ẹÑ
ềÒ ểÓ ễÔ ếÕ ệÖ ì× ỉØ ĩÜ íÝ ịÞ òß ỏá õâ óã ọä ồå ổæ ỗç ốè ộé ờê ởë ỡì ớí ợî ùï ủñ ũò úó ụô ừõ ửö ữ÷ ứø ựù
ỳú ỷû ỹü ýý ỵþ
"""
VNI = """
áaù àaø ảaû ãaõ ạaï âaâ ấaá ầaà ẩaå ẫaã ậaä ăaê ắaé ằaè ẳaú ẵaü ặaë éeù èeø ẻeû ẽeõ ẹeï
êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä
ơô ớôù ờôø ởôû ỡôõ ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ
"""
TO_TCVN3 = {ord(pair[0]): pair[1:] for pair in TCVN3.split()}
TO_VNI = {ord(pair[0]): pair[1:] for pair in VNI.split()}
TO_VNI |= {ord(chr(code).upper()): typed.upper() for code, typed in TO_VNI.items()}


def as_tcvn3(text: str) -> str:
    """The text as a TCVN3 keyboard typed it."""
    return unicodedata.normalize("NFC", text).translate(TO_TCVN3)


def as_vni(text: str) -> str:
    """The text as a VNI keyboard typed it."""
    return unicodedata.normalize("NFC", text).translate(TO_VNI)
