using LeadGen.Domain.Nurture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>The name of a sequence, new or old, and what brings people in.</summary>
public sealed class EditModel(LeadGenDbContext db, NurtureDesk desk, TimeProvider time) : NurturePageModel(db, time)
{
    public static readonly string[] Fields = ["name", "entry"];

    public bool IsNew => Id == Guid.Empty;
    public IReadOnlyList<Choice> Entries { get; private set; } = [];
    public string Heading => IsNew ? "New sequence" : "Change " + Sequence.Name;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
        {
            return NotFound();
        }

        var (name, entry) = (Sent("name").Trim(), NurtureWords.Read(Sent("entry")));
        // What is not on the list is nothing to choose.
        var chosen = Entries.Any(choice => choice.Value == Sent("entry")) ? entry : null;
        foreach (var (field, message) in NurtureRules.Check(name, chosen ?? new(NurtureEntryKind.Stage, "")))
        {
            ModelState.AddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        var by = User.StaffName()!;
        if (IsNew)
        {
            var made = await desk.AddAsync(name, chosen!, by, cancel);
            return Tell("It is there. Now write its first mail.", NurturePaths.NewStep(made.Id));
        }

        var done = await desk.ChangeAsync(
            Sequence,
            SentVersion,
            "described",
            (sequence, now) => sequence.Describe(name, chosen!, by, now),
            cancel
        );
        if (done.Wrong is null)
        {
            return Tell("Saved.", NurturePaths.Sequence(Id));
        }

        Db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        ModelState.AddModelError("", done.Wrong);
        return Again(done.IsStale);
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!IsNew && !await LoadAsync(cancel))
        {
            return false;
        }

        Entries = await NurtureWords.EntriesAsync(Db, IsNew ? null : Sequence.Entry, cancel);
        return true;
    }
}
