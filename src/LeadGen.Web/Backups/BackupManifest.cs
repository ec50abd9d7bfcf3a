using System.Text.Json;

namespace LeadGen.Web.Backups;

/// <summary>What a backup holds, and what it needs to be restored. It is the last entry of the file.</summary>
/// <param name="Format">Raised when older apps could no longer read it.</param>
/// <param name="At">When it was begun: nothing younger is in its database.</param>
/// <param name="Postgres">The major version of the server.</param>
/// <param name="Tools">The major version of the programs that made the dump: older ones cannot read it.</param>
/// <param name="Migrations">Those that the database had.</param>
/// <param name="Entries">All others of the file, in their order.</param>
public sealed record BackupManifest(
    string Product,
    int Format,
    DateTimeOffset At,
    int Postgres,
    int Tools,
    IReadOnlyList<string> Migrations,
    IReadOnlyList<BackupEntry> Entries
)
{
    public const string Name = "manifest.json";
    public const string Dump = "database.dump";
    public const string OurProduct = "LeadGen";
    public const int OurFormat = 1;

    public const string Imports = "imports";

    /// <summary>The folders of the data directory that hold what is no row: files that offers hand out, their pictures, and imports that are not over.</summary>
    public static readonly IReadOnlyList<string> Folders = ["files", "pictures", Imports];

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>One entry: its name in the file, which for a file is also its path in the data directory.</summary>
public sealed record BackupEntry(string Name, long Bytes, string Sha256);
