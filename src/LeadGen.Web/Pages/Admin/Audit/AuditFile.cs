using System.Globalization;
using System.Text;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Audit;

/// <summary>The audit log as CSV, a line for each change, written while it is read.</summary>
public static class AuditFile
{
    private const int FlushEvery = 200;

    private static readonly string[] Columns =
    [
        "at",
        "actor_kind",
        "actor_id",
        "actor",
        "action",
        "kind",
        "object_id",
        "changes",
        "way",
        "address",
    ];

    public static IResult Of(IQueryable<AuditEntry> entries, DateTimeOffset now, CancellationToken cancel) =>
        Results.Stream(
            body => WriteAsync(entries, body, cancel),
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"audit-{now:yyyy-MM-dd}.csv")
        );

    private static async Task WriteAsync(IQueryable<AuditEntry> entries, Stream body, CancellationToken cancel)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        await text.WriteAsync(string.Join(',', Columns) + "\r\n");
        var number = 0;
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(cancel))
        {
            string?[] cells =
            [
                entry.At.ToString("O", CultureInfo.InvariantCulture),
                Domain.Terms.Of(entry.ActorKind),
                entry.ActorId?.ToString(),
                entry.Actor,
                Domain.Terms.Of(entry.Action),
                entry.Kind,
                entry.ObjectId,
                string.Join("; ", entry.Changes.Select(change => $"{change.Key}: {AuditWords.Of(change.Value)}")),
                entry.Way,
                entry.Address,
            ];
            await text.WriteAsync(string.Join(',', cells.Select(CsvCell.Of)) + "\r\n");
            if (++number % FlushEvery == 0)
            {
                await text.FlushAsync(cancel);
            }
        }
    }
}
