using System.Globalization;
using LeadGen.Domain;
using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Audit;

/// <summary>What of the audit log is asked for. What can't be read as asked for is left out.</summary>
public sealed record AuditSearch(
    Guid? Who,
    AuditAction? Action,
    string? Kind,
    string? ObjectId,
    DateOnly? From,
    DateOnly? To
)
{
    private const string Day = "yyyy-MM-dd";

    public bool IsNarrow => this != new AuditSearch(null, null, null, null, null, null);

    public static AuditSearch Read(IQueryCollection query) =>
        new(
            Guid.TryParse(query["who"], out var who) ? who : null,
            Terms.Parse<AuditAction>(query["action"]),
            Text(query["kind"]),
            Text(query["object"]),
            ReadDay(query["from"]),
            ReadDay(query["to"])
        );

    /// <summary>Newest first; days are those of UTC, both included. An id says when it was made, so a period is a range of ids.</summary>
    public IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        var found = entries.AsNoTracking();
        found = Who is { } who ? found.Where(entry => entry.ActorId == who) : found;
        // Looks are many, and asked for by themselves or of one thing.
        found =
            Action is { } action ? found.Where(entry => entry.Action == action)
            : ObjectId is null ? found.Where(entry => entry.Action != AuditAction.Read)
            : found;
        found = Kind is { } kind ? found.Where(entry => entry.Kind == kind) : found;
        found = ObjectId is { } id ? found.Where(entry => entry.ObjectId == id) : found;
        if (From is { } from)
        {
            var lowest = FirstOf(Guid.CreateVersion7(StartOf(from)));
            found = found.Where(entry => entry.Id.CompareTo(lowest) >= 0);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var after = FirstOf(Guid.CreateVersion7(StartOf(to.AddDays(1))));
            found = found.Where(entry => entry.Id.CompareTo(after) < 0);
        }

        return found.OrderByDescending(entry => entry.Id);
    }

    /// <summary>As it stands in addresses.</summary>
    public Dictionary<string, string?> Route =>
        new Dictionary<string, string?>
        {
            ["who"] = Who?.ToString(),
            ["action"] = Action is { } action ? Terms.Of(action) : null,
            ["kind"] = Kind,
            ["object"] = ObjectId,
            ["from"] = From?.ToString(Day, CultureInfo.InvariantCulture),
            ["to"] = To?.ToString(Day, CultureInfo.InvariantCulture),
        }
            .Where(part => part.Value is not null)
            .ToDictionary();

    private static string? Text(string? text) =>
        text?.Trim() is { Length: > 0 and <= AuditEntry.TextMaxLength } some ? some : null;

    private static DateOnly? ReadDay(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1970 and < 9999
            ? day
            : null;

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The lowest of all that are made in the same millisecond.</summary>
    private static Guid FirstOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = 0x70;
        bytes[7] = 0;
        bytes[8] = 0x80;
        bytes[9..].Clear();
        return new Guid(bytes, bigEndian: true);
    }
}
