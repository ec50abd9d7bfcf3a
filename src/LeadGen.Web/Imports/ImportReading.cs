using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Imports;

/// <summary>Changes by hand how a file is read, where what was found by itself is wrong.</summary>
public sealed class ImportReading(CaptureTransaction transaction, ImportFiles files, MapShelf maps)
{
    private const string Gone = "The file is not on this machine any more. Send it again";

    /// <summary>Its columns, and what they are taken for, follow; what a check found of it before is no more.</summary>
    /// <returns>Why it can't be read so; null where it is, or where it has moved on.</returns>
    public async Task<string?> ChangeAsync(
        LeadImport import,
        TextEncoding encoding,
        char separator,
        CancellationToken cancel
    )
    {
        var file = files.Of(import) with { Encoding = encoding };
        if (!File.Exists(file.Path))
        {
            return Gone;
        }

        CsvHead head;
        try
        {
            head = await CsvHead.OfAsync(file, separator, cancel);
        }
        catch (ImportException e)
        {
            return e.Message.Replace(Path.GetFileName(file.Path), "The file", StringComparison.Ordinal);
        }

        var hash = ImportIntake.HashOf(head.Columns);
        var proposed =
            hash == import.HeaderHash ? null : await maps.ProposeAsync(head.Columns, hash, import.FileName, cancel);
        await transaction.RunAsync(
            async (db, _, token) =>
            {
                var row = await db
                    .Imports.FromSql($"select * from leadgen.imports where id = {import.Id} for update")
                    .SingleAsync(token);
                if (!ImportDesk.May(row, ImportAction.Check))
                {
                    return false;
                }

                (row.Encoding, row.Separator) = (encoding, separator.ToString());
                (row.Header, row.HeaderHash) = (head.Columns, hash);
                if (proposed is not null)
                {
                    (row.Map, row.MapName, row.Proposed) = (proposed.Text, null, proposed.Origin);
                }

                (row.State, row.Check, row.Error, row.FailedIn) = (ImportState.Uploaded, null, null, null);
                return true;
            },
            cancel
        );
        return null;
    }
}
