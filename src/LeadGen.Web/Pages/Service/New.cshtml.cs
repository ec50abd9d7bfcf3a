using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Leads;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Service;

/// <summary>A service rep passes on what somebody wants, and sees what became of what they passed on.</summary>
public sealed class NewModel(LeadGenDbContext db, ServiceRequestIntake intake, TimeProvider time) : LeadFormModel
{
    /// <summary>The fields as they stand on the page, for the summary of errors.</summary>
    public static readonly string[] Order = ["email", "company", "first_name", "last_name", "request", "urgency"];

    public DateTimeOffset Now { get; private set; } = time.GetUtcNow();

    /// <summary>Filled in where the page of a lead leads here.</summary>
    [FromQuery]
    public string? Email { get; set; }

    [FromQuery]
    public string? Before { get; set; }

    public string? Next { get; private set; }
    public IReadOnlyList<ServiceRow> Requests { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var who = Read();
        var (request, error) = CleanText.Note(Request.Form["request"], ServiceRequest.RequestMaxLength, "Request");
        var urgency = Terms.Parse<Urgency>(Request.Form["urgency"]);
        if (request is null)
        {
            ModelState.AddModelError("request", error ?? "Say what they want");
        }

        if (urgency is null)
        {
            ModelState.AddModelError("urgency", "Choose how urgent it is");
        }

        if (who is null || ModelState.ErrorCount > 0)
        {
            await LoadAsync(cancel);
            return Refuse();
        }

        var taken = await intake.TakeAsync(
            new ServiceEntry(
                who.Email,
                request!,
                urgency!.Value,
                User.StaffName()!,
                User.StaffId(),
                who.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value),
                FactOrigin.Staff,
                User.StaffName()!
            ),
            cancel
        );
        TempData["Flash"] = taken.Again ? "You had passed that on already." : "Passed on. Sales is told at once.";
        return RedirectToPage("/Service/Request", new { id = taken.Request.Id });
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        var before = Guid.TryParse(Before, out var id) ? id : (Guid?)null;
        Before = before is null ? null : Before;
        var found = await ServiceList.ReadMineAsync(db, User.StaffId()!.Value, before, cancel);
        Requests = [.. found.Take(ServiceList.PageSize)];
        Next = found.Count > ServiceList.PageSize ? Requests[^1].Id.ToString() : null;
    }
}
