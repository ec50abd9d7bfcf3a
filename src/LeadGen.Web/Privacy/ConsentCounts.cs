using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Privacy;

/// <summary>A version of a text and how often people said what to it.</summary>
/// <param name="At">Since when it is shown; null for what came with the product.</param>
/// <param name="No">Refused, or taken back.</param>
public sealed record ConsentVersion(ConsentText Text, DateTimeOffset? At, string? By, bool IsShown, long Yes, long No);

public static class ConsentCounts
{
    private const int OwnTextsMax = 50;

    /// <summary>Every version of every text, the latest first, with those that single offers have instead.</summary>
    public static async Task<ILookup<string, ConsentVersion>> VersionsAsync(
        this LeadGenDbContext db,
        CancellationToken cancel
    )
    {
        var inForce = await ConsentBook.ReadAsync(db, cancel);
        var written = await db.ConsentTexts.AsNoTracking().ToListAsync(cancel);
        var counts = await db
            .Consents.GroupBy(consent => new
            {
                consent.Purpose,
                consent.TextVersion,
                consent.Locale,
                consent.TextHash,
            })
            .Select(group => new
            {
                group.Key,
                Text = group.Min(consent => consent.Text)!,
                Yes = group.LongCount(consent => consent.Given),
                No = group.LongCount(consent => !consent.Given),
            })
            .OrderByDescending(count => count.Yes)
            .ToListAsync(cancel);
        var ours = inForce
            .All.Reverse()
            .Select(text =>
            {
                var row = written.Find(row =>
                    row.Purpose == text.Purpose && row.Version.ToString(CultureInfo.InvariantCulture) == text.Version
                );
                var said = counts.Where(count =>
                    count.Key.Purpose == text.Purpose
                    && count.Key.TextVersion == text.Version
                    && count.Key.TextHash == text.Hash
                );
                return new ConsentVersion(
                    text,
                    row?.At,
                    row?.By,
                    inForce.Own(text.Purpose, text.Locale) == text,
                    said.Sum(count => count.Yes),
                    said.Sum(count => count.No)
                );
            })
            .ToList();
        var known = ours.Select(version => (version.Text.Purpose, version.Text.Version, version.Text.Hash)).ToHashSet();
        var others = counts
            .Where(count => !known.Contains((count.Key.Purpose, count.Key.TextVersion, count.Key.TextHash)))
            .Take(OwnTextsMax)
            .Select(count => new ConsentVersion(
                new ConsentText(count.Key.Purpose, count.Key.TextVersion, count.Text, count.Key.Locale),
                null,
                null,
                IsShown: false,
                count.Yes,
                count.No
            ));
        return ours.Concat(others).ToLookup(version => version.Text.Purpose);
    }
}
