using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>Reads the fields of an action that its verb uses: what is left in <see cref="Errors"/> is wrong.</summary>
internal sealed class HandoffForm(LeadGenDbContext db, HandoffVerb verb, HandoffAction action, DateTimeOffset now)
{
    /// <summary>Nobody plans further ahead, so a later year is a slip of the finger.</summary>
    private const int UntilYearsMax = 10;

    public Dictionary<string, string> Errors { get; } = [];

    public Reason? Reason { get; private set; }
    public string? Note { get; private set; }
    public Dictionary<string, Check> Checklist { get; } = [];
    public DateTimeOffset? Until { get; private set; }

    public async Task<bool> ReadAsync(CancellationToken cancel)
    {
        switch (verb)
        {
            case HandoffVerb.Accept:
                await ReadOwnerAsync(cancel);
                return Errors.Count == 0;
            case HandoffVerb.Start:
                return true;
            case HandoffVerb.Qualify:
                ReadChecklist();
                break;
            case HandoffVerb.Recycle:
                ReadUntil();
                await ReadReasonAsync(cancel);
                break;
            case HandoffVerb.Reject:
            case HandoffVerb.Disqualify:
                await ReadReasonAsync(cancel);
                break;
        }

        Note = Clean("note", action.Note, Handoff.NoteMaxLength, "Note");
        return Errors.Count == 0;
    }

    /// <summary>Is everything answered that must be, now or earlier? What is not is left in <see cref="Errors"/>.</summary>
    public bool Answers(Handoff handoff, ChecklistRules rules)
    {
        var answers = Domain.Handoffs.Checklist.Merge(handoff.Checklist, Checklist);
        foreach (var key in rules.Missing(answers))
        {
            Errors["checklist." + key] = "Answer this with yes or no before you confirm";
        }

        return Errors.Count == 0;
    }

    private async Task ReadOwnerAsync(CancellationToken cancel)
    {
        if (
            action.OwnerId is { } owner
            && !await db.Users.AnyAsync(user => user.Id == owner && user.DeactivatedAt == null, cancel)
        )
        {
            Errors["owner"] = "Give a member of staff whose account is active, or leave it out";
        }
    }

    private async Task ReadReasonAsync(CancellationToken cancel)
    {
        var all = await db.ReadReasonsAsync(cancel);
        var reasons = all.For(verb);
        Reason = reasons.Named(action.Reason);
        if (Reason is null)
        {
            var isOther = all.Named(action.Reason) is not null;
            Errors["reason"] =
                (isOther ? $"That is no reason to {Terms.Of(verb)}. Choose one of these: " : "Choose a reason: ")
                + string.Join(", ", reasons.Select(reason => reason.Key));
        }
    }

    private void ReadUntil()
    {
        Until = action.Until?.ToUniversalTime();
        if (Until <= now || Until > now.AddYears(UntilYearsMax))
        {
            Errors["until"] = $"Choose a day from tomorrow on, within {UntilYearsMax} years";
        }
    }

    private void ReadChecklist()
    {
        foreach (var (key, check) in action.Checklist ?? new Dictionary<string, Check>())
        {
            var field = "checklist." + key;
            if (!Domain.Handoffs.Checklist.Keys.Contains(key))
            {
                Errors["checklist"] = $"Answer only {string.Join(", ", Domain.Handoffs.Checklist.Keys)}";
            }
            else if (!Enum.IsDefined(check.Answer))
            {
                Errors[field] = $"Answer {string.Join(", ", Enum.GetValues<CheckAnswer>().Select(Terms.Of))}";
            }
            else
            {
                Checklist[key] = check with { Note = Clean(field, check.Note, Check.NoteMaxLength, "Note") };
            }
        }
    }

    private string? Clean(string field, string? text, int maxLength, string label)
    {
        var (clean, error) = CleanText.Note(text, maxLength, label);
        if (error is not null)
        {
            Errors[field] = error;
        }

        return clean;
    }
}
