namespace LeadGen.Web.Data.Imports;

/// <summary>How the bytes of a file are to be read.</summary>
public enum TextEncoding
{
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

public enum ImportState
{
    /// <summary>The file is here; what its columns are is to be said.</summary>
    Uploaded,
    Checking,

    /// <summary>All rows were looked at, and nothing was written.</summary>
    Ready,
    Running,
    Paused,
    Cancelled,
    Done,
    Failed,
    Undoing,
    Undone,
}

/// <summary>Where the map came from that is proposed for a file.</summary>
public enum MapOrigin
{
    /// <summary>It was used for a file with the same columns before.</summary>
    Kept,

    /// <summary>It comes with the app, for a well-known file.</summary>
    Shipped,

    /// <summary>By the names of the columns.</summary>
    Guessed,

    /// <summary>Whoever sent the file named it.</summary>
    Named,
}

/// <summary>A file of leads on its way in. The row is the job, and keeps what came of it.</summary>
public sealed class LeadImport
{
    public const int FileNameMaxLength = 200;
    public const int MapNameMaxLength = 100;
    public const int MapMaxLength = 200_000;

    public required Guid Id { get; init; }
    public required ImportState State { get; set; }

    /// <summary>As whoever sent it calls it.</summary>
    public required string FileName { get; init; }

    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string FileHash { get; init; }

    public required TextEncoding Encoding { get; set; }

    /// <summary>Between the columns.</summary>
    public required string Separator { get; set; }

    public required IReadOnlyList<string> Header { get; set; }

    /// <summary>Of the header: the last map of a file with the same columns is proposed for the next one.</summary>
    public required string HeaderHash { get; set; }

    /// <summary>What the columns are, as a mapping file says it.</summary>
    public string? Map { get; set; }

    /// <summary>Set by whoever has looked at the map.</summary>
    public string? MapName { get; set; }

    public required MapOrigin Proposed { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As colleagues shall read it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>What came of the rows so far: by looking alone while it is checked.</summary>
    public ImportSummary Told { get; set; } = new();

    /// <summary>What the last check found.</summary>
    public ImportSummary? Check { get; set; }

    /// <summary>Where in the file it goes on: all before it is in, and nothing behind it.</summary>
    public long AtByte { get; set; }

    public long AtLine { get; set; }

    /// <summary>So long is the file of rejected rows at that point.</summary>
    public long RejectsBytes { get; set; }

    public double RowsPerSecond { get; set; }

    /// <summary>Since when it may write; null while it is only looked at.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Raised by each who takes it on, so that one who was thought dead cannot write over another.</summary>
    public int Fence { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }
    public string? Error { get; set; }

    /// <summary>What it was doing when it failed.</summary>
    public ImportState? FailedIn { get; set; }

    /// <summary>What was taken back, and what stayed and why.</summary>
    public ImportUndone? Undone { get; set; }

    public DateTimeOffset? FileRemovedAt { get; set; }

    /// <summary>Is there something that it wrote?</summary>
    public bool HasWritten => StartedAt is not null && Told.Created + Told.Updated > 0;
}

/// <summary>What a part of an import has written, of which all came with one transaction: so it can be taken back.</summary>
public sealed class ImportPart
{
    public required Guid ImportId { get; init; }

    /// <summary>The line up to which it came: a later part has a greater one.</summary>
    public required long Number { get; init; }

    /// <summary>That it made.</summary>
    public required Guid[] Leads { get; init; }

    public required Guid[] FactChanges { get; init; }
    public required Guid[] Touchpoints { get; init; }
    public required Guid[] Outcomes { get; init; }
    public required Guid[] StageMoves { get; init; }
}

/// <summary>What was taken back of an import.</summary>
/// <param name="Kept">Why to how many leads of which something stayed.</param>
public sealed record ImportUndone(
    long Leads = 0,
    long FactChanges = 0,
    long Touchpoints = 0,
    long Outcomes = 0,
    long Accounts = 0
)
{
    public IReadOnlyDictionary<string, long> Kept { get; init; } = new Dictionary<string, long>();
}
