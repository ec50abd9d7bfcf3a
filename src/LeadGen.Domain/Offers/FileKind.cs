namespace LeadGen.Domain.Offers;

/// <summary>A kind of file that may be handed out: told by its first bytes, and named as it should be.</summary>
/// <param name="Extension">Lower case, without the dot.</param>
public sealed record FileKind(string Extension, string MediaType, string Name)
{
    /// <summary>Enough to tell every kind by.</summary>
    public const int HeadBytes = 512;

    /// <summary>What a ZIP may not hold, whatever it is called: it would run where it is opened.</summary>
    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe",
        ".com",
        ".scr",
        ".bat",
        ".cmd",
        ".msi",
        ".ps1",
        ".vbs",
        ".js",
        ".jar",
        ".dll",
        ".lnk",
        ".hta",
        ".app",
    };

    private const string Word = "vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Sheet = "vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Slides = "vnd.openxmlformats-officedocument.presentationml.presentation";

    /// <summary>No SVG, no HTML and no program: those can do things where they are opened.</summary>
    public static readonly IReadOnlyList<FileKind> All =
    [
        new("pdf", "application/pdf", "PDF"),
        new("epub", "application/epub+zip", "EPUB"),
        new("docx", "application/" + Word, "Word"),
        new("xlsx", "application/" + Sheet, "Excel"),
        new("pptx", "application/" + Slides, "PowerPoint"),
        new("odt", "application/vnd.oasis.opendocument.text", "OpenDocument"),
        new("ods", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
        new("odp", "application/vnd.oasis.opendocument.presentation", "OpenDocument"),
        new("zip", "application/zip", "ZIP"),
        new("png", "image/png", "PNG"),
        new("jpg", "image/jpeg", "JPEG"),
        new("jpeg", "image/jpeg", "JPEG"),
        new("gif", "image/gif", "GIF"),
        new("webp", "image/webp", "WebP"),
        new("mp4", "video/mp4", "MP4"),
        new("m4a", "audio/mp4", "M4A"),
        new("mp3", "audio/mpeg", "MP3"),
    ];

    /// <summary>What a file is allowed to be, in words.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(kind => kind.Name).Distinct());

    /// <summary>By the end of a name; null where it is none that may be handed out.</summary>
    public static FileKind? Named(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0
            ? null
            : All.FirstOrDefault(kind => kind.Extension.Equals(name[(dot + 1)..], StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Is it a ZIP inside, so that its list of files must be looked at too?</summary>
    public bool IsZip => Extension is "epub" or "docx" or "xlsx" or "pptx" or "odt" or "ods" or "odp" or "zip";

    /// <summary>Do the first bytes say the same as the name?</summary>
    /// <param name="head">The first <see cref="HeadBytes"/>, or the whole of a shorter file.</param>
    public bool BeginsAs(ReadOnlySpan<byte> head) =>
        Extension switch
        {
            "pdf" => head.StartsWith("%PDF-"u8),
            "png" => IsPng(head),
            "jpg" or "jpeg" => head is [0xFF, 0xD8, 0xFF, ..],
            "gif" => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
            "webp" => head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8),
            "mp4" => IsMpeg4(head) && !head[8..].StartsWith("M4A "u8),
            "m4a" => IsMpeg4(head) && head[8..].StartsWith("M4A "u8),
            "mp3" => head.StartsWith("ID3"u8) || head is [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2 or 0xE3 or 0xE2, ..],
            _ => head is [(byte)'P', (byte)'K', 3, 4, ..],
        };

    /// <summary>Is a ZIP what its name says, and free of programs?</summary>
    /// <param name="entries">The names of the files in it.</param>
    /// <param name="mimetype">The text of its entry <c>mimetype</c>, if it has one.</param>
    public bool Holds(IReadOnlyCollection<string> entries, string? mimetype) =>
        !entries.Any(entry =>
            Programs.Contains(EndOf(entry)) || entry.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        )
        && Extension switch
        {
            "docx" => IsOffice(entries, "word/"),
            "xlsx" => IsOffice(entries, "xl/"),
            "pptx" => IsOffice(entries, "ppt/"),
            "zip" => true,
            _ => mimetype?.Trim() == MediaType,
        };

    private static bool IsPng(ReadOnlySpan<byte> head) => head is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..];

    private static bool IsMpeg4(ReadOnlySpan<byte> head) => head.Length >= 12 && head[4..].StartsWith("ftyp"u8);

    private static string EndOf(string entry) => entry.LastIndexOf('.') is >= 0 and var dot ? entry[dot..] : "";

    private static bool IsOffice(IReadOnlyCollection<string> entries, string folder) =>
        entries.Contains("[Content_Types].xml")
        && entries.Any(entry => entry.StartsWith(folder, StringComparison.Ordinal));
}
