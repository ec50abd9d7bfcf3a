using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Access;
using LeadGen.Web.Accounts;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Who a lead is: its addresses, its account, the leads that were found to be the same person and those that may be.</summary>
public sealed class PersonModel(
    LeadGenDbContext db,
    AddressDesk addresses,
    AccountDesk accounts,
    MergeDesk merges,
    TimeProvider time
) : PageModel
{
    public Lead Lead { get; private set; } = null!;
    public Domain.Leads.Account? Account { get; private set; }
    public IReadOnlyList<LeadIdentity> Addresses { get; private set; } = [];
    public IReadOnlyList<LeadMerge> Merges { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Merged { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<DuplicateRow> Suggested { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }

    /// <summary>The lead that has the address which was to be added.</summary>
    public Guid? Taken { get; private set; }

    public string Name => LeadWords.Name(Lead["first_name"], Lead["last_name"], Lead.Email);
    public bool MayMerge => User.May(Policies.People);
    private bool MayEdit => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public bool IsWrittenTo(LeadIdentity identity) => EmailAddress.Parse(Lead.Email).Key == identity.Email;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !MayEdit ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAddAsync(Guid id, string? email, CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        if (!EmailAddress.TryParse(email, out var address))
        {
            return await RefuseAsync(
                id,
                "email",
                email,
                "Enter an e-mail address in the form name@example.com",
                cancel
            );
        }

        var result = await addresses.AddAsync(id, address, User.StaffName()!, cancel);
        Taken = result.OtherId;
        return result.Why is { } why
            ? await RefuseAsync(id, "email", email, why, cancel)
            : Tell(id, $"{address.Value} is theirs too: what comes by it from now on is kept with this lead.");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, string email, CancellationToken cancel) =>
        !MayEdit
            ? Forbid()
            : Tell(
                id,
                await addresses.RemoveAsync(id, email, User.StaffName()!, cancel),
                $"{email} is no longer theirs. What came by it stays."
            );

    public async Task<IActionResult> OnPostChooseAsync(Guid id, string email, CancellationToken cancel) =>
        !MayEdit
            ? Forbid()
            : Tell(
                id,
                await addresses.ChooseAsync(id, email, User.StaffName()!, cancel),
                $"Mail goes to {email} from now on."
            );

    public async Task<IActionResult> OnPostAccountAsync(Guid id, string? domain, CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        return await accounts.AssignAsync(id, domain, User.StaffName()!, cancel) is { } why
            ? await RefuseAsync(id, "domain", domain, why, cancel)
            : Tell(id, "Saved. The score takes it in at once.");
    }

    public async Task<IActionResult> OnPostUnmergeAsync(Guid id, Guid merged, CancellationToken cancel)
    {
        if (!MayMerge)
        {
            return Forbid();
        }

        var result = await merges.UnmergeAsync(merged, User.StaffName()!, cancel);
        return Tell(
            id,
            result.Why ?? "They are two leads again, each with what is its own.",
            result.IsDone ? "success" : "warning"
        );
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return false;
        }

        Lead = lead;
        Account = lead.AccountId is { } accountId
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == accountId, cancel)
            : null;
        Addresses = await AddressDesk.OfAsync(db, id, cancel);
        Merges = await merges.HistoryAsync(await db.PartsOfAsync(id, cancel), cancel);
        var ids = Merges.SelectMany(merge => new[] { merge.LeadId, merge.SurvivorId }).Distinct().ToArray();
        Merged = await db
            .Leads.Where(one => ids.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, one => one.Email, cancel);
        Suggested = MayMerge ? await DuplicateRow.OfLeadAsync(db, id, cancel) : [];
        return true;
    }

    private async Task<IActionResult> RefuseAsync(
        Guid id,
        string field,
        string? typed,
        string message,
        CancellationToken cancel
    )
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        ModelState.SetModelValue(field, typed, typed);
        ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private RedirectToPageResult Tell(Guid id, AddressResult result, string done) =>
        Tell(id, result.Why ?? done, result.Why is null ? "success" : "warning");

    private RedirectToPageResult Tell(Guid id, string message, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return RedirectToPage(new { id });
    }
}
