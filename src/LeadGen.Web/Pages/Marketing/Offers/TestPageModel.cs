using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>What the pages of an offer's test have in common. Their forms carry the version of the test, as those of the tabs do that of the offer.</summary>
public abstract class TestPageModel(LeadGenDbContext db, OfferTestDesk desk, TimeProvider time)
    : OfferPageModel(db, time)
{
    public IReadOnlyList<OfferTest> Tests { get; private set; } = [];

    /// <summary>The one that is shown; null where there is none yet.</summary>
    public OfferTest? Test { get; private set; }

    /// <summary>The value of <see cref="OfferPageModel.SeenField"/>.</summary>
    public string TestSeen => Test!.Version.ToString(CultureInfo.InvariantCulture);

    protected OfferTestDesk Desk => desk;

    /// <param name="pick">Of the tests of the offer, the latest first.</param>
    /// <returns>False where there is no such offer.</returns>
    protected async Task<bool> LoadAsync(Func<OfferTest, bool>? pick, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return false;
        }

        Tests = await desk.OfAsync(Id, cancel);
        Test = pick is null
            ? Tests.Count > 0
                ? Tests[0]
                : null
            : Tests.FirstOrDefault(pick);
        return true;
    }

    /// <summary>Does it where the test is still the one that the form was made for.</summary>
    protected async Task<IActionResult> ChangeAsync(
        Action<DateTimeOffset> change,
        (string How, string Done, string Path) what,
        CancellationToken cancel
    ) =>
        Sent(SeenField) == TestSeen
            ? await SaveAsync(change, what, cancel)
            : Tell(OfferTestDesk.MovedOn, OfferPaths.Test(Test!), "warning");

    /// <summary>Does it, whatever was changed in memory before.</summary>
    protected async Task<IActionResult> SaveAsync(
        Action<DateTimeOffset> change,
        (string How, string Done, string Path) what,
        CancellationToken cancel
    )
    {
        var wrong = await desk.ChangeAsync(change, what.How, cancel);
        return wrong is null ? Tell(what.Done, what.Path) : Tell(wrong, OfferPaths.Test(Test!), "warning");
    }
}
