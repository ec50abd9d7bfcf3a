using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>
/// Takes whoever was erased out of the files of imports that are over: their rows among the rejected ones, known by the hashes of their
/// addresses, and the file that was sent, which nobody needs any more.
/// </summary>
public sealed partial class ErasedRows(
    LeadGenDbContext db,
    ImportFiles files,
    TimeProvider time,
    ILogger<ErasedRows> log
)
{
    /// <summary>Longer than it takes to erase somebody: whoever is being erased just now is found the next time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>What stands around an address in a text.</summary>
    private static readonly char[] Around = [' ', '\t', '\r', '\n', '<', '>', '(', ')', '[', ']', ',', ';', ':', '"', '\''];

    /// <returns>How many rows went out of how many files.</returns>
    public async Task<(int Rows, int Files)> ForgetAsync(CancellationToken cancel)
    {
        var last = await db.Set<Tombstone>().MaxAsync(one => (DateTimeOffset?)one.At, cancel);
        var ids = last is { } at ? files.Before(at) : [];
        var over = await db
            .Imports.Where(import => ids.Contains(import.Id))
            .Where(import =>
                import.State == ImportState.Done
                || import.State == ImportState.Undone
                || import.State == ImportState.Cancelled
            )
            .ToListAsync(cancel);
        if (over.Count == 0)
        {
            return (0, 0);
        }

        var erased = await db.Set<Tombstone>().Select(one => one.Id).ToHashSetAsync(cancel);
        var told = (Rows: 0, Files: 0);
        foreach (var import in over)
        {
            File.Delete(files.PathOf(import.Id));
            var errors = File.Exists(files.RejectsOf(import.Id)) ? await TakeOutAsync(import, erased, cancel) : [];
            import.Told = Without(import.Told, errors);
            import.Check = import.Check is { } check ? Without(check, errors) : null;
            told = (told.Rows + errors.Count, told.Files + 1);
        }

        await db.SaveChangesAsync(cancel);
        LogForgotten(told.Rows, told.Files);
        return told;
    }

    /// <summary>Writes the file anew without their rows. It counts as looked through up to now.</summary>
    /// <returns>What was wrong with each of them, as the last column says it.</returns>
    private async Task<HashSet<string>> TakeOutAsync(
        LeadImport import,
        HashSet<Guid> erased,
        CancellationToken cancel
    )
    {
        var looked = time.GetUtcNow() - Margin;
        var path = files.RejectsOf(import.Id);
        var errors = new HashSet<string>(StringComparer.Ordinal);
        await using var kept = new FilePart(path);
        await using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            using var rows = new CsvRows(
                new CsvFile(path, source.Length, "", TextEncoding.Utf8).Lines(),
                import.Separator[0]
            );
            var begin = 0L;
            while (await rows.NextAsync(cancel) is { } row)
            {
                var bytes = new byte[row.End.Byte - begin];
                begin = row.End.Byte;
                await source.ReadExactlyAsync(bytes, cancel);
                if (row.Fields.Any(field => Names(field, erased)))
                {
                    errors.Add(row.Fields[^1]);
                }
                else
                {
                    await kept.WriteAsync(bytes, cancel);
                }
            }
        }

        if (errors.Count > 0)
        {
            await kept.KeepAsync(cancel);
        }

        File.SetLastWriteTimeUtc(path, looked.UtcDateTime);
        return errors;
    }

    /// <summary>Alone or among other words.</summary>
    private static bool Names(string field, HashSet<Guid> erased) =>
        field.Contains('@', StringComparison.Ordinal)
        && field
            .Split(Around, StringSplitOptions.RemoveEmptyEntries)
            .Any(word => EmailAddress.TryParse(word, out var email) && erased.Contains(Tombstone.Of(email.Key)));

    private static ImportSummary Without(ImportSummary told, HashSet<string> errors) =>
        told with
        {
            FirstErrors = [.. told.FirstErrors.Where(error => !errors.Contains(error))],
        };

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Rows} rows of people who were erased were taken out of {Files} files of imports"
    )]
    private partial void LogForgotten(int rows, int files);
}
