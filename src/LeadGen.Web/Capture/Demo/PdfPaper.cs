using System.Globalization;
using System.Text;

namespace LeadGen.Web.Capture.Demo;

/// <summary>
/// Writes a text as a PDF of A4 pages with a cover, in the fonts that every reader has. The text: <c># </c> a heading,
/// <c>- </c> a bullet, <c>| a | b |</c> a row of a table, whose first row is its head, <c>---</c> a new page, else paragraphs.
/// </summary>
internal sealed class PdfPaper
{
    private const double Left = 64;
    private const double Right = 531;
    private const double Top = 770;
    private const double Bottom = 72;
    private const double Body = 12;
    private const double Leading = 18.5;

    private const string Petrol = "0.043 0.290 0.314";
    private const string Sun = "1 0.710 0.278";
    private const string Ink = "0.075 0.129 0.122";
    private const string Line = "0.8 0.85 0.84";

    private readonly List<StringBuilder> _pages = [];
    private double _y;

    public static byte[] Write(string title, string subtitle, string author, string text)
    {
        var paper = new PdfPaper();
        paper.Cover(title, subtitle, author);
        foreach (var part in text.ReplaceLineEndings("\n").Split("\n---\n"))
        {
            paper.NewPage();
            foreach (
                var block in part.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            {
                paper.Block(block);
            }
        }

        return new PdfFile(title, author, paper.Numbered(author)).ToBytes();
    }

    private void Cover(string title, string subtitle, string author)
    {
        _pages.Add(new StringBuilder());
        Draw($"{Petrol} rg 0 0 595 842 re f");
        Draw($"{Sun} rg {Circle(430, 300, 120)} f");
        Draw("0.03 0.2 0.22 rg 0 0 595 300 re f");
        _y = 700;
        foreach (var line in PdfText.Wrap(title, 40, 470, bold: true))
        {
            Text(line, Left, 40, bold: true, "1 1 1");
            _y -= 48;
        }

        _y -= 10;
        foreach (var line in PdfText.Wrap(subtitle, 15, 420, bold: false))
        {
            Text(line, Left, 15, bold: false, "0.86 0.93 0.93");
            _y -= 21;
        }

        _y = 64;
        Text(author, Left, 12, bold: true, "1 1 1");
    }

    private void NewPage()
    {
        _pages.Add(new StringBuilder());
        _y = Top;
    }

    private void Block(string block)
    {
        switch (block)
        {
            case ['#', ' ', .. var heading]:
                Text(heading, Left, 23, bold: true, Petrol);
                _y -= 12;
                Draw($"{Sun} rg {F(Left)} {F(_y)} 46 3 re f");
                _y -= 32;
                break;
            case ['|', ..]:
                Table(block.Split('\n'));
                break;
            case ['-', ' ', ..]:
                foreach (var bullet in block.Split('\n'))
                {
                    Bullet(bullet[2..]);
                }

                _y -= 6;
                break;
            default:
                Paragraph(block.Replace('\n', ' '), Left);
                _y -= 9;
                break;
        }
    }

    private void Bullet(string text)
    {
        Need(Leading);
        Draw($"{Sun} rg {Circle(Left + 4, _y + 3.5, 2.6)} f");
        Paragraph(text, Left + 18);
        _y -= 4;
    }

    private void Paragraph(string text, double x)
    {
        foreach (var line in PdfText.Wrap(text, Body, Right - x, bold: false))
        {
            Need(Leading);
            Text(line, x, Body, bold: false, Ink);
            _y -= Leading;
        }
    }

    private void Table(string[] rows)
    {
        var cells = rows.Select(row => row.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        var columns = cells[0].Length;
        var first = columns > 4 ? 0.16 : 0.4;
        var width = (Right - Left) * (1 - first) / (columns - 1);
        for (var r = 0; r < cells.Count; r++)
        {
            Need(26);
            var bold = r == 0 || cells[r][0].EndsWith("in all", StringComparison.Ordinal);
            if (r == 0)
            {
                Draw($"0.86 0.93 0.93 rg {F(Left - 6)} {F(_y - 9)} {F(Right - Left + 12)} 26 re f");
            }

            for (var c = 0; c < Math.Min(columns, cells[r].Length); c++)
            {
                Text(cells[r][c], c == 0 ? Left : Left + ((Right - Left) * first) + (width * (c - 1)), 10.5, bold, Ink);
            }

            Draw($"{Line} RG 0.6 w {F(Left - 6)} {F(_y - 9)} m {F(Right + 6)} {F(_y - 9)} l S");
            _y -= 26;
        }

        _y -= 10;
    }

    private void Need(double height)
    {
        if (_y - height < Bottom)
        {
            NewPage();
        }
    }

    private void Text(string text, double x, double size, bool bold, string color) =>
        Draw($"BT {color} rg /{(bold ? "F2" : "F1")} {F(size)} Tf {F(x)} {F(_y)} Td ({PdfText.Escape(text)}) Tj ET");

    private IEnumerable<string> Numbered(string author)
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            var foot =
                i == 0
                    ? ""
                    : $"BT 0.4 0.47 0.46 rg /F1 8.5 Tf {F(Left)} 44 Td ({PdfText.Escape(author)}) Tj ET BT 0.4 0.47 0.46 rg /F1 8.5 Tf {F(Right - 8)} 44 Td ({i + 1}) Tj ET\n";
            yield return _pages[i] + foot;
        }
    }

    private void Draw(string operators) => _pages[^1].Append(operators).Append('\n');

    // Four curves; 0.5523 makes each the quarter of a circle.
    private static string Circle(double x, double y, double r)
    {
        var k = r * 0.5523;
        return $"{F(x + r)} {F(y)} m "
            + $"{F(x + r)} {F(y + k)} {F(x + k)} {F(y + r)} {F(x)} {F(y + r)} c "
            + $"{F(x - k)} {F(y + r)} {F(x - r)} {F(y + k)} {F(x - r)} {F(y)} c "
            + $"{F(x - r)} {F(y - k)} {F(x - k)} {F(y - r)} {F(x)} {F(y - r)} c "
            + $"{F(x + k)} {F(y - r)} {F(x + r)} {F(y - k)} {F(x + r)} {F(y)} c";
    }

    private static string F(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
