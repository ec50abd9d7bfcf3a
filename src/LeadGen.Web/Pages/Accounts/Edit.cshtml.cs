using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Accounts;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Leads;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Accounts;

/// <summary>Edits what is known of a company. What staff enter stays, whatever its leads say later.</summary>
public sealed class EditModel(LeadGenDbContext db, AccountDesk desk) : LeadFormModel
{
    /// <summary>The facts of a company, in the order in which people expect to be asked.</summary>
    public static readonly IReadOnlyList<LeadField> Shared =
    [
        .. LeadFields.All.Where(field => Domain.Leads.Account.SharedFacts.Contains(field.Key)),
    ];

    public Domain.Leads.Account Account { get; private set; } = null!;

    private bool MayEdit => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public override IReadOnlyList<LeadField> Shown => Shared;

    public override string? Held(string fact) => Account.Facts.GetValueOrDefault(fact)?.Value;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !MayEdit ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        // An address is asked of every form; that of a company nobody writes to.
        var answers = Read((LeadFields.Email, "staff@" + Account.Domain));
        foreach (var field in Shared.Where(IsEmptied))
        {
            ModelState.AddModelError(
                field.Key,
                $"{FactWords.Label(field.Key)}: enter what is right. A fact is replaced, not taken away"
            );
        }

        if (answers is null || ModelState.ErrorCount > 0)
        {
            return Refuse();
        }

        var changed = await desk.CorrectAsync(
            id,
            answers.Facts.Where(fact => Shared.Any(field => field.Key == fact.Key)).ToDictionary(),
            User.StaffName()!,
            cancel
        );
        TempData["Flash"] = changed is 0 or null
            ? "Nothing was changed."
            : "Saved. The scores of its leads take it in at once.";
        return RedirectToPage("/Accounts/Account", new { id });
    }

    private bool IsEmptied(LeadField field) =>
        Held(field.Key) is not null && Request.Form[field.Key].ToString().Trim().Length == 0;

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancel)
            is not { } account
        )
        {
            return false;
        }

        Account = account;
        return true;
    }
}
