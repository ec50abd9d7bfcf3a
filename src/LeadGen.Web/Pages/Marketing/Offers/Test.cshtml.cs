using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The A/B test of an offer: prepared, while it runs, and what it said.</summary>
public sealed class TestModel(LeadGenDbContext db, OfferTestDesk desk, OfferTestFigures figures, TimeProvider time)
    : TestPageModel(db, desk, time)
{
    private const int MeasuredDays = 90;
    private const int ViewsDays = 28;

    public static readonly Choice[] Goals =
    [
        new(Terms.Of(TestGoal.Mql), "Handed to sales (MQL or stronger)", "Comes soon, and more often"),
        new(
            Terms.Of(TestGoal.Sql),
            "Asked for sales or confirmed by sales (SQL)",
            "Says more, and takes more visitors"
        ),
    ];

    [FromQuery(Name = "test")]
    public Guid? TestId { get; set; }

    /// <summary>Null of a draft.</summary>
    public TestFigures? Figures { get; private set; }

    /// <summary>Of the offer a day, in the last weeks.</summary>
    public double ViewsADay { get; private set; }

    /// <summary>The fields of the draft, in their order.</summary>
    public IEnumerable<string> Fields =>
        Test is { State: TestState.Draft } test
            ? test
                .Variants.Select(ShareField)
                .Concat(test.Others.Select(variant => "variant." + variant.Id))
                .Concat(["goal", "rate", "lift", "days"])
            : [];

    /// <summary>The views that each variant of the draft needs.</summary>
    public long Needed => TestSize.Views(Test!.Plan, Test.Variants.Count - 1);

    /// <summary>About so many days they take; null where nobody looks at the page.</summary>
    public long? NeededDays =>
        ViewsADay > 0
            ? Math.Max(
                TestSize.DaysMin,
                (long)Math.Ceiling(Needed * 100 / (ViewsADay * Math.Max(1, Test!.Variants.Min(one => one.Share))))
            )
            : null;

    public static string ShareField(OfferVariant variant) => "share." + variant.Id;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindAsync(cancel) && (Test is not null || TestId is null) ? await ShownAsync(cancel) : NotFound();

    /// <summary>Begins to prepare one.</summary>
    public async Task<IActionResult> OnPostNewAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var plan = TestPlan.Usual;
        var made = await Desk.AddAsync(Id, plan with { Rate = await MeasuredAsync(plan, cancel) ?? plan.Rate }, cancel);
        return made
            ? Tell("Now say what the variant B shows. Nobody sees it yet.", OfferPaths.Test(Id))
            : Tell("There is one already.", OfferPaths.Test(Id), "warning");
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => PrepareAsync(start: false, cancel);

    public Task<IActionResult> OnPostStartAsync(CancellationToken cancel) => PrepareAsync(start: true, cancel);

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancel) =>
        DoAsync(
            now => Test!.Add(now),
            ("changed", "It is added, and the visitors are shared evenly.", OfferPaths.Test(Id)),
            cancel
        );

    public Task<IActionResult> OnPostStopAsync(CancellationToken cancel) =>
        DoAsync(
            now => Test!.Stop(now),
            ("stopped", "It is stopped: visitors see the offer as it stands.", OfferPaths.Test(Id)),
            cancel
        );

    public async Task<IActionResult> OnPostAdoptAsync(Guid variant, CancellationToken cancel) =>
        await DoAsync(
            now => Test!.Adopt(variant, Offer, now),
            ("adopted", "The offer says now what the variant said. The test is over.", OfferPaths.Test(Id)),
            cancel
        );

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel) || Test is null)
        {
            return NotFound();
        }

        var wrong = await Desk.RemoveAsync(Test, cancel);
        return wrong is null ? Tell("It is gone.", OfferPaths.Test(Id)) : Tell(wrong, OfferPaths.Test(Id), "warning");
    }

    protected override async Task ShowAsync(CancellationToken cancel)
    {
        if (Test is { State: not TestState.Draft } test)
        {
            Figures = await figures.OfAsync(test, cancel);
            return;
        }

        var since = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-ViewsDays);
        ViewsADay =
            await Db.LandingDays.Where(day => day.OfferId == Id && day.Day >= since).SumAsync(day => day.Viewed, cancel)
            / (double)ViewsDays;
    }

    private Task<bool> FindAsync(CancellationToken cancel) =>
        LoadAsync(TestId is { } id ? test => test.Id == id : null, cancel);

    private async Task<IActionResult> ShownAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        return Page();
    }

    private async Task<IActionResult> DoAsync(
        Action<DateTimeOffset> change,
        (string How, string Done, string Path) what,
        CancellationToken cancel
    ) => await FindAsync(cancel) && Test is not null ? await ChangeAsync(change, what, cancel) : NotFound();

    private async Task<IActionResult> PrepareAsync(bool start, CancellationToken cancel)
    {
        if (!await FindAsync(cancel) || Test is not { } test)
        {
            return NotFound();
        }

        if (Sent(SeenField) != TestSeen || test.State != TestState.Draft)
        {
            return Tell(OfferTestDesk.MovedOn, OfferPaths.Test(Id), "warning");
        }

        var plan = new TestPlan(Terms.Parse<TestGoal>(Sent("goal")) ?? test.Plan.Goal, 0, Whole("lift"), Whole("days"));
        plan = plan with { Rate = await RateAsync(plan, cancel) };
        test.Prepare(plan, [.. test.Variants.Select(variant => Whole(ShareField(variant)))], Now);
        var errors = start
            ? OfferTestRules.Check(test, Offer, Now)
            : plan.Check().Concat(OfferTestRules.Shares(test.Variants)).ToDictionary();
        foreach (var (field, message) in errors)
        {
            ModelState.TryAddModelError(field, message);
        }

        if (!ModelState.IsValid)
        {
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity, cancel);
        }

        return start
            ? await SaveAsync(
                now => test.Start(Offer, now),
                (
                    "started",
                    "It runs. Look at it as often as you like: what it says is read once.",
                    OfferPaths.Test(Id)
                ),
                cancel
            )
            : await SaveAsync(_ => { }, ("changed", "Saved.", OfferPaths.Test(Id)), cancel);
    }

    /// <summary>As it was typed; what is measured where nothing was.</summary>
    private async Task<decimal> RateAsync(TestPlan plan, CancellationToken cancel)
    {
        var typed = Sent("rate")?.Trim().TrimEnd('%').Replace(',', '.');
        if (string.IsNullOrWhiteSpace(typed))
        {
            var measured = plan.Days is >= TestPlan.DaysMin and <= TestPlan.DaysMax
                ? await MeasuredAsync(plan, cancel)
                : null;
            if (measured is null)
            {
                ModelState.AddModelError(
                    "rate",
                    $"Too little was seen in {MeasuredDays} days to measure it: enter what you expect, such as 1.5"
                );
            }

            return measured ?? TestPlan.Usual.Rate;
        }

        return decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            ? rate
            : 0;
    }

    /// <summary>In percent, of views old enough that their leads had the days of the plan; null where they are few.</summary>
    private async Task<decimal?> MeasuredAsync(TestPlan plan, CancellationToken cancel)
    {
        var until = Now.AddDays(-plan.Days);
        var share = await OfferTestReads.RateAsync(Db, Id, plan, (until.AddDays(-MeasuredDays), until), cancel);
        return share is { IsEnough: true, Hits: > 0, Rate: { } rate }
            ? Math.Clamp(Math.Round((decimal)rate * 100, 2), TestPlan.RateMin, TestPlan.RateMax)
            : null;
    }

    private int Whole(string field) =>
        int.TryParse(
            Sent(field)?.Trim().TrimEnd('%', ' '),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
}
