using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;

namespace LeadGen.Web.Imports;

/// <summary>How far one import is.</summary>
internal sealed class ImportCourse(ImportMap map, ImportJob job, RejectsFile? rejects)
{
    private const int ErrorsKept = 10;

    /// <summary>Where hardly a row can be used, it is noted all the same how far it is.</summary>
    private const int RejectedMax = 10 * CsvImport.ChunkSize;

    /// <summary>A dry run makes no leads, so it remembers those it would have made: 16 bytes each.</summary>
    private readonly HashSet<Guid> _would = [];

    private readonly List<string> _errors = [.. job.From?.Summary.FirstErrors ?? []];
    private List<ImportedRow> _waiting = new(CsvImport.ChunkSize);
    private long _rejected;
    private CsvPlace _read = job.From?.Place ?? default;

    public ImportMap Map => map;
    public ImportJob Job => job;

    /// <summary>Hashes of their addresses.</summary>
    public required HashSet<Guid> Erased { get; init; }

    /// <summary>The chunk before those that wait.</summary>
    public Task Writing { get; set; } = Task.CompletedTask;

    /// <summary>What came of all rows that are in.</summary>
    public ImportSummary Summary { get; set; } = job.From?.Summary ?? new();

    public bool IsFull => _waiting.Count == CsvImport.ChunkSize || _rejected == RejectedMax;

    public bool IsNew(string emailKey) => _would.Add(StableId.Of(emailKey));

    public void Add(ImportedRow row) => _waiting.Add(row);

    public async Task RejectAsync(CsvRow row, string error)
    {
        _rejected++;
        if (_errors.Count < ErrorsKept)
        {
            _errors.Add($"Line {row.Line}: {error}");
        }

        if (rejects is not null)
        {
            await rejects.AddAsync(row, error);
        }
    }

    public void Read(CsvRow row) => _read = row.End;

    /// <summary>All that was read since the last one.</summary>
    public async Task<ImportBatch> TakeAsync()
    {
        var bytes = rejects is null ? 0 : await rejects.KeepAsync();
        var batch = new ImportBatch(
            _waiting,
            _read,
            bytes,
            new ImportSummary(Rejected: _rejected) { FirstErrors = [.. _errors] }
        );
        (_waiting, _rejected) = (new List<ImportedRow>(CsvImport.ChunkSize), 0);
        return batch;
    }
}
