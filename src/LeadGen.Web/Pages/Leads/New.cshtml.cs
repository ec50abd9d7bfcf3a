using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Adds a lead by hand: a call, a card from a trade fair.</summary>
public sealed class NewModel(LeadEntry entry) : LeadFormModel
{
    /// <summary>The doors that staff stand at; the others are for programs.</summary>
    public static readonly Choice[] Channels =
    [
        new("phone", "By phone"),
        new("event", "At an event"),
        new("email", "By e-mail"),
        new("chat", "In a chat"),
        new("service", "Through service"),
    ];

    private bool MayAdd => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public IActionResult OnGet() => MayAdd ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!MayAdd)
        {
            return Forbid();
        }

        var channel = Terms.Parse<Channel>(Request.Form["came_by"]);
        if (channel is null || !Channels.Any(known => known.Value == Request.Form["came_by"]))
        {
            ModelState.AddModelError("came_by", "Choose how they came in");
        }

        if (Read() is not { } answers || channel is null || ModelState.ErrorCount > 0)
        {
            return Refuse();
        }

        var result = await entry.SaveAsync(
            new EnteredLead(
                answers.Email,
                answers.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value),
                FactOrigin.Staff,
                channel.Value,
                User.StaffName()!,
                NextStep: answers.NextStep,
                Message: answers.Message
            ),
            cancel
        );
        TempData["Flash"] = result.Created
            ? "The lead is there. Its score comes in a moment."
            : "This address was known already: what you entered was added to its lead.";
        return RedirectToPage("/Leads/Lead", new { id = result.Lead.Id });
    }
}
