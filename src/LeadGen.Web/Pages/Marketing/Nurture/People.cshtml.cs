using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>Somebody who is or was in a sequence.</summary>
public sealed record PersonRow(
    Guid Id,
    Guid LeadId,
    string? Name,
    DateTimeOffset EnteredAt,
    int Position,
    DateTimeOffset NextAt,
    NurtureExit? Left,
    DateTimeOffset? LeftAt,
    string? Error
);

/// <summary>Who is in a sequence, or was, the newest first.</summary>
public sealed class PeopleModel(LeadGenDbContext db, NurtureDesk desk, TimeProvider time) : NurturePageModel(db, time)
{
    private const int PageSize = 50;

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];
    public bool IsAll { get; private set; }
    public bool IsFurther { get; private set; }
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? show, Guid? before, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        (IsAll, IsFurther) = (show == "all", before is not null);
        var found = await (
            from one in Db.NurtureEnrolments.AsNoTracking()
            where
                one.SequenceId == Id
                && (IsAll || one.LeftAt == null)
                && (before == null || one.Id.CompareTo(before.Value) < 0)
            join lead in Db.Leads on one.LeadId equals lead.Id into leads
            from lead in leads.DefaultIfEmpty()
            orderby one.Id descending
            select new { One = one, Lead = lead }
        )
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        Rows =
        [
            .. found
                .Take(PageSize)
                .Select(row => new PersonRow(
                    row.One.Id,
                    row.One.LeadId,
                    row.Lead is { } lead ? LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email) : null,
                    row.One.EnteredAt,
                    row.One.Position,
                    row.One.NextAt,
                    row.One.Left,
                    row.One.LeftAt,
                    row.One.Error
                )),
        ];
        Next = found.Count > PageSize ? Path(IsAll, Rows[^1].Id) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var isOut = Guid.TryParse(Sent("person"), out var person) && await desk.TakeOutAsync(Id, person, cancel);
        return isOut
            ? Tell("Taken out. They get nothing more of it.", Path(all: false))
            : Tell("They were out already.", Path(all: false), "warning");
    }

    public string Path(bool all, Guid? before = null) =>
        NurturePaths.People(Id)
        + (all ? "?show=all" : "")
        + (before is { } last ? $"{(all ? "&" : "?")}before={last}" : "");

    /// <summary>"2 of 3 mails", as far as they came.</summary>
    public string Got(PersonRow row) =>
        $"{Math.Min(row.Position, Sequence.Steps.Count)} of {Sequence.Steps.Count} mails";
}
