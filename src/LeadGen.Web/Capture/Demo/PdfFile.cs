using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadGen.Web.Capture.Demo;

/// <summary>The frame of a PDF file: its objects and the table that says where each begins.</summary>
/// <param name="pages">The drawing operators of each page, in Latin letters.</param>
internal sealed class PdfFile(string title, string author, IEnumerable<string> pages)
{
    private const int Catalog = 1;
    private const int PageTree = 2;
    private const int Info = 5;
    private const int FirstPage = 6;

    private readonly ArrayBufferWriter<byte> _file = new();
    private readonly List<int> _starts = [];

    public byte[] ToBytes()
    {
        var contents = pages.ToList();
        Write("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        Object($"<< /Type /Catalog /Pages {PageTree} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>");
        var kids = string.Join(' ', contents.Select((_, i) => $"{FirstPage + (2 * i)} 0 R"));
        Object($"<< /Type /Pages /Kids [{kids}] /Count {contents.Count} >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        Object($"<< /Title ({PdfText.Escape(title)}) /Author ({PdfText.Escape(author)}) /Producer (LeadGen) >>");
        for (var i = 0; i < contents.Count; i++)
        {
            Object(
                $"<< /Type /Page /Parent {PageTree} 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {FirstPage + (2 * i) + 1} 0 R >>"
            );
            Object($"<< /Length {Encoding.Latin1.GetByteCount(contents[i])} >>\nstream\n{contents[i]}\nendstream");
        }

        End();
        return _file.WrittenSpan.ToArray();
    }

    private void Object(string body)
    {
        _starts.Add(_file.WrittenCount);
        Write($"{_starts.Count} 0 obj\n{body}\nendobj\n");
    }

    private void End()
    {
        var table = _file.WrittenCount;
        Write($"xref\n0 {_starts.Count + 1}\n0000000000 65535 f \n");
        foreach (var start in _starts)
        {
            Write(start.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        Write(
            $"trailer\n<< /Size {_starts.Count + 1} /Root {Catalog} 0 R /Info {Info} 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
    }

    private void Write(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
