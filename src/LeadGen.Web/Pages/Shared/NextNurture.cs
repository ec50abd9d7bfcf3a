using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Which running series of mails takes up a lead that sales sends back, so that whoever does it knows what follows.</summary>
public sealed record NextNurture(IReadOnlyList<(NurtureEntry Entry, string Name)> Running)
{
    public static readonly NextNurture None = new([]);

    public static async Task<NextNurture> ReadAsync(LeadGenDbContext db, CancellationToken cancel)
    {
        var recycled = NurtureEntry.ByStage(Stage.Recycled);
        var running = await db
            .NurtureSequences.AsNoTracking()
            .Where(sequence => sequence.State == NurtureState.Running)
            .Where(sequence =>
                sequence.EntryKind == NurtureEntryKind.Recycle
                || (sequence.EntryKind == recycled.Kind && sequence.EntryValue == recycled.Value)
            )
            .OrderBy(sequence => sequence.Id)
            .Select(sequence => new
            {
                sequence.EntryKind,
                sequence.EntryValue,
                sequence.Name,
            })
            .ToListAsync(cancel);
        return new([.. running.Select(one => (new NurtureEntry(one.EntryKind, one.EntryValue), one.Name))]);
    }

    /// <returns>What follows a recycling for this reason, in words; null where nothing does.</returns>
    public string? After(string reason)
    {
        var names = Running
            .Where(one => one.Entry == NurtureEntry.ByReason(reason) || one.Entry.Kind == NurtureEntryKind.Stage)
            .Select(one => $"“{one.Name}”")
            .ToList();
        return names.Count == 0 ? null : "Then gets the mails of " + string.Join(" and ", names);
    }
}
