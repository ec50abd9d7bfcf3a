using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The leads that a number of a test counts, by name.</summary>
public sealed class TestLeadsModel(LeadGenDbContext db, OfferTestDesk desk, TimeProvider time)
    : TestPageModel(db, desk, time)
{
    public OfferVariant Variant { get; private set; } = null!;
    public TestReached Reached { get; private set; }
    public IReadOnlyList<Lead> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public bool IsFurther { get; private set; }

    /// <param name="until">Only those who came up to this day, as a verdict counts them.</param>
    public static string PathOf(OfferTest test, OfferVariant variant, TestReached reached, DateOnly? until) =>
        $"{OfferPaths.TestLeads(test.OfferId)}?variant={variant.Id}&reached={Terms.Of(reached)}"
        + (until is { } day ? $"&until={FunnelPick.Iso(day)}" : "");

    public async Task<IActionResult> OnGetAsync(
        Guid variant,
        string? reached,
        DateOnly? until,
        Guid? after,
        CancellationToken cancel
    )
    {
        if (
            !await LoadAsync(test => test.Find(variant) is not null, cancel)
            || Test is not { State: not TestState.Draft } test
            || Terms.Parse<TestReached>(reached) is not { } asked
        )
        {
            return NotFound();
        }

        (Variant, Reached, IsFurther) = (test.Find(variant)!, asked, after is not null);
        var found = await OfferTestReads.LeadsAsync(Db, test, (variant, asked, until), after, cancel);
        Rows = [.. found.Take(OfferTestReads.PageSize)];
        if (found.Count > OfferTestReads.PageSize)
        {
            Next = $"{PathOf(test, Variant, asked, until)}&after={Rows[^1].Id}";
        }

        return Page();
    }
}
