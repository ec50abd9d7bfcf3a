using System.Globalization;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>
/// Keeps the list of reasons. A reason is never deleted, since hand-offs and outcomes name it: it is switched off. All changes
/// stand in one line, so that no two people undo each other's.
/// </summary>
public sealed partial class ReasonDesk(LeadGenDbContext db, ILogger<ReasonDesk> log)
{
    /// <returns>What is wrong and what to do; null where it is done.</returns>
    public Task<string?> AddAsync(string? label, ReasonType type, CancellationToken cancel) =>
        InLineAsync(
            reasons =>
            {
                if (reasons.Count >= Reasons.Max)
                {
                    return $"There are {Reasons.Max} reasons already. Rename one that is off";
                }

                if (Read(label, reasons.Where(reason => reason.Type == type), out var clean) is { } wrong)
                {
                    return wrong;
                }

                var last = reasons.Where(reason => reason.Type == type).Max(reason => (int?)reason.Position) ?? -1;
                var added = new Reason(KeyOf(clean, reasons), clean, type, Position: last + 1);
                db.Reasons.Add(added);
                LogChanged(added.Key, "added");
                return null;
            },
            cancel
        );

    /// <inheritdoc cref="AddAsync"/>
    public Task<string?> RenameAsync(string key, string? label, CancellationToken cancel) =>
        ChangeAsync(
            key,
            (reason, reasons) =>
            {
                var others = reasons.Where(other => other.Type == reason.Type && other.Key != key);
                if (Read(label, others, out var clean) is { } wrong)
                {
                    return wrong;
                }

                Set(reason, reason with { Label = clean });
                LogChanged(key, "renamed");
                return null;
            },
            cancel
        );

    /// <inheritdoc cref="AddAsync"/>
    public Task<string?> SwitchAsync(string key, bool active, CancellationToken cancel) =>
        ChangeAsync(
            key,
            (reason, reasons) =>
            {
                var kind = Need(reason.Type);
                var isLast = !reasons.Any(other => other.Active && other.Key != key && Need(other.Type) == kind);
                if (!active && isLast && kind is not null)
                {
                    return $"Sales needs one reason at least to {kind}. Add another one first";
                }

                Set(reason, reason with { Active = active });
                LogChanged(key, active ? "on" : "off");
                return null;
            },
            cancel
        );

    /// <inheritdoc cref="AddAsync"/>
    /// <param name="by">−1 is one up, 1 one down. At the end of the list nothing changes.</param>
    public Task<string?> MoveAsync(string key, int by, CancellationToken cancel) =>
        ChangeAsync(
            key,
            (reason, reasons) =>
            {
                var type = reasons.Where(other => other.Type == reason.Type).ToList();
                var at = type.FindIndex(other => other.Key == key);
                type.RemoveAt(at);
                type.Insert(Math.Clamp(at + by, 0, type.Count), reason);
                for (var i = 0; i < type.Count; i++)
                {
                    Set(type[i], type[i] with { Position = i });
                }

                LogChanged(key, "moved");
                return null;
            },
            cancel
        );

    private Task<string?> ChangeAsync(
        string key,
        Func<Reason, List<Reason>, string?> change,
        CancellationToken cancel
    ) =>
        InLineAsync(
            reasons =>
                reasons.Find(reason => reason.Key == key) is { } found
                    ? change(found, reasons)
                    : "There is no such reason any more. Load the page again",
            cancel
        );

    private async Task<string?> InLineAsync(Func<List<Reason>, string?> work, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen reasons'))", cancel);
        var reasons = await db
            .Reasons.OrderBy(reason => reason.Type)
            .ThenBy(reason => reason.Position)
            .ThenBy(reason => reason.Key)
            .ToListAsync(cancel);
        var wrong = work(reasons);
        if (wrong is null)
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return wrong;
    }

    private void Set(Reason tracked, Reason wanted) => db.Entry(tracked).CurrentValues.SetValues(wanted);

    private static string? Read(string? label, IEnumerable<Reason> others, out string clean)
    {
        var (text, error) = CleanText.Note(label, Reason.LabelMaxLength, "Reason");
        clean = text?.ReplaceLineEndings(" ") ?? "";
        var name = clean;
        return error
            ?? (
                name.Length == 0 ? "Enter a reason, as reps shall read it"
                : others.Any(other => other.Label.Equals(name, StringComparison.OrdinalIgnoreCase))
                    ? "There is one that is called so already. Enter another one"
                : null
            );
    }

    /// <summary>What sales could not do without a reason of the type; a lost outcome takes any words.</summary>
    private static string? Need(ReasonType type) =>
        type switch
        {
            ReasonType.Recycle => "recycle a lead",
            ReasonType.Disqualify or ReasonType.BadData => "disqualify a lead",
            ReasonType.Lost => null,
        };

    /// <summary>The label in small letters and underscores, with a number where there is such a key.</summary>
    private static string KeyOf(string label, List<Reason> reasons)
    {
        var key = new StringBuilder();
        foreach (var c in label.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                key.Append(c);
            }
            else if (key.Length > 0 && key[^1] != '_')
            {
                key.Append('_');
            }
        }

        // Room for a number.
        var stem = key.ToString(0, Math.Min(key.Length, Reason.KeyMaxLength - 4)).Trim('_');
        stem = stem.Length == 0 ? "reason" : stem;
        var taken = reasons.Select(reason => reason.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable
            .Range(1, Reasons.Max + 1)
            .Select(number => number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}_{number}"))
            .First(free => !taken.Contains(free));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Reason {Key}: {Change}")]
    private partial void LogChanged(string key, string change);
}
