using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Imports;

/// <summary>Files on their way in and what was refused of them, in <c>imports</c> of the data directory. Several instances of the app share that folder.</summary>
public sealed class ImportFiles(IOptions<LeadGenOptions> options)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(options.Value.DataDirectory, "imports"));

    /// <summary>Nothing of the name that somebody gave it.</summary>
    public string PathOf(Guid import) => Path.Combine(_root, $"{import:n}.csv");

    public CsvFile Of(LeadImport import) => new(PathOf(import.Id), import.Bytes, import.FileHash, import.Encoding);

    public string RejectsOf(Guid import) => Path.Combine(_root, $"{import:n}.rejects.csv");

    /// <summary>Null where there is none, or no more. It may grow while it is read.</summary>
    public FileStream? OpenRejects(Guid import) =>
        File.Exists(RejectsOf(import))
            ? new FileStream(RejectsOf(import), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : null;

    public FilePart Begin(Guid import) => new(PathOf(import));

    public void Remove(Guid import)
    {
        if (Directory.Exists(_root))
        {
            foreach (var file in Directory.EnumerateFiles(_root, $"{import:n}.*"))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The imports of which a file, half of one too, was last written before then.</summary>
    public IReadOnlyList<Guid> Before(DateTimeOffset at) =>
        Directory.Exists(_root)
            ?
            [
                .. new DirectoryInfo(_root)
                    .EnumerateFiles()
                    .Where(file => file.LastWriteTimeUtc < at.UtcDateTime)
                    .Select(file => Guid.TryParseExact(file.Name.Split('.')[0], "n", out var id) ? id : Guid.Empty)
                    .Where(id => id != Guid.Empty)
                    .Distinct(),
            ]
            : [];
}
