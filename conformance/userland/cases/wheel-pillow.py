#!/usr/bin/python3
# program: pillow
# what: wheel: draw, filter, resize, save and read PNG, JPEG and WebP
# timeout: 900
# needs: wheels
import hashlib, io; from PIL import Image, ImageDraw, ImageFilter, ImageFont
i = Image.new("RGB", (120, 80), "white"); d = ImageDraw.Draw(i); d.ellipse((10, 10, 60, 60), fill="red", outline="blue"); d.text((5, 65), "Airlock", fill="black"); i = i.filter(ImageFilter.GaussianBlur(1)).resize((60, 40), Image.LANCZOS).rotate(10)
for f in ("PNG", "JPEG", "WEBP", "GIF", "TIFF"): b = io.BytesIO(); i.save(b, f); j = Image.open(io.BytesIO(b.getvalue())); print(f, len(b.getvalue()), j.size, hashlib.sha256(j.convert("RGB").tobytes()).hexdigest()[:16])
