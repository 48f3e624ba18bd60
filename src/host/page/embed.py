"""Makes C of files that the program carries in it: embed.py OUT PATH TYPE FILE [PATH TYPE FILE]..."""
import sys

out, rest = sys.argv[1], sys.argv[2:]
files = [rest[i:i + 3] for i in range(0, len(rest), 3)]
with open(out, "w", encoding="ascii") as c:
    c.write('#include "page.h"\n\n')
    for number, (path, kind, name) in enumerate(files):
        with open(name, "rb") as file:
            data = file.read()
        c.write(f"static const unsigned char bytes_{number}[] = {{\n")
        for i in range(0, len(data), 16):
            c.write("\t" + " ".join(f"{byte}," for byte in data[i:i + 16]) + "\n")
        c.write("};\n\n")
    c.write("const struct page_asset page_assets[] = {\n")
    for number, (path, kind, name) in enumerate(files):
        c.write(f'\t{{"{path}", "{kind}", bytes_{number}, sizeof bytes_{number}}},\n')
    c.write("};\n\nconst size_t page_assets_count = sizeof page_assets / sizeof *page_assets;\n")
