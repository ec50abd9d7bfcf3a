using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>Says where a lead would go and why, without sending anything there.</summary>
public sealed class TestModel(LeadGenDbContext db, CurrentRouting current, HandoffRouting routing, TimeProvider time)
    : PageModel
{
    private const int ValueMaxLength = 200;

    public static readonly IReadOnlyList<string> Facts =
    [
        .. RoutingWords.Facts.Where(fact => fact != RoutingSubject.KindFact),
    ];

    [FromQuery]
    public string? Email { get; set; }

    [FromQuery]
    public string? Kind { get; set; }

    public Routed? Routed { get; private set; }
    public IReadOnlyList<RuleVerdict> Verdicts { get; private set; } = [];
    public RoutingSubject? Subject { get; private set; }

    /// <summary>What was typed for a fact.</summary>
    public string? Typed(string fact) => Request.Query[fact];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Request.Query.Count == 0 || await SubjectAsync(cancel) is not { } subject)
        {
            return;
        }

        var inForce = await current.ReadAsync(cancel);
        var turns = await db.Set<TeamTurns>()
            .AsNoTracking()
            .ToDictionaryAsync(row => row.TeamId, row => row.Value, cancel);
        Subject = subject;
        Routed = inForce.Router.Route(subject, turns, time.GetUtcNow());
        Verdicts = inForce.Router.Verdicts(subject);
    }

    private async Task<RoutingSubject?> SubjectAsync(CancellationToken cancel)
    {
        var kind = Terms.Parse<QualificationKind>(Kind) ?? QualificationKind.Mql;
        if (string.IsNullOrWhiteSpace(Email))
        {
            var typed = Facts
                .Select(fact => (fact, Value: CleanText.Bounded(Typed(fact), ValueMaxLength)))
                .Where(one => one.Value is not null)
                .ToDictionary(one => one.fact, one => one.Value!);
            return new RoutingSubject(
                kind,
                new LeadFacts(typed),
                typed.GetValueOrDefault(RoutingSubject.MediumFact),
                typed.GetValueOrDefault(RoutingSubject.CampaignFact)
            );
        }

        if (!EmailAddress.TryParse(Email, out var email) || await LeadOfAsync(email.Key, cancel) is not { } lead)
        {
            ModelState.AddModelError("email", "There is no lead of this address. Try another one, or type facts in");
            return null;
        }

        var account = lead.AccountId is { } id
            ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancel)
            : null;
        return new RoutingSubject(
            kind,
            ScoredFacts.Of(lead, account),
            lead.FirstTouch?.Source?.Medium,
            lead.FirstTouch?.Source?.Campaign
        )
        {
            AccountOwners = [.. (await routing.OwnersAsync([lead.Id], cancel))[lead.Id]],
        };
    }

    private Task<Lead?> LeadOfAsync(string email, CancellationToken cancel) =>
        db
            .LeadIdentities.Where(identity => identity.Email == email)
            .Join(db.Leads.AsNoTracking(), identity => identity.LeadId, lead => lead.Id, (_, lead) => lead)
            .SingleOrDefaultAsync(cancel);
}
