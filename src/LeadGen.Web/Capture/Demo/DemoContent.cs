using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Capture.Demo;

/// <summary>Three published offers to look at and try: in Development, and where <c>LeadGen:Demo</c> asks for them. Once: what is changed or closed stays so.</summary>
public static class DemoContent
{
    private const string Mark = "demo_offers";

    public static async Task SeedDemoOffersAsync(this WebApplication app, CancellationToken cancel = default)
    {
        if (!app.Services.GetRequiredService<IOptions<LeadGenOptions>>().Value.HasDemo(app.Environment))
        {
            return;
        }

        var files = app.Services.GetRequiredService<OfferFiles>();
        if (files.Find(DemoOffers.Paper) is null)
        {
            await files.StoreAsync(DemoOffers.Paper.Key, await PaperAsync(cancel), cancel);
        }

        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await app
            .Services.GetRequiredService<CaptureTransaction>()
            .RunAsync((db, _, token) => SeedAsync(db, now, token), cancel);
    }

    private static async Task<int> SeedAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        // Two instances may start at once: the mark's key lets one of them through.
        if (await db.Settings.AnyAsync(setting => setting.Key == Mark, cancel))
        {
            return 0;
        }

        db.Settings.Add(new Setting { Key = Mark, Value = "seeded" });
        var taken = await db.Offers.Select(offer => offer.Slug).ToListAsync(cancel);
        var offers = DemoOffers.All(now).Where(offer => !taken.Contains(offer.Slug)).ToList();
        for (var i = 0; i < offers.Count; i++)
        {
            // A moment apart, so that they keep their order on the first page.
            offers[i].Publish(now.AddMilliseconds(i - offers.Count));
        }

        db.Offers.AddRange(offers);
        db.CallsToAction.AddRange(DemoCalls.Place(offers, now));
        return offers.Count;
    }

    private static async Task<byte[]> PaperAsync(CancellationToken cancel)
    {
        await using var text = typeof(DemoContent).Assembly.GetManifestResourceStream("white-paper.txt")!;
        using var reader = new StreamReader(text);
        return PdfPaper.Write(
            DemoOffers.PaperTitle,
            DemoOffers.PaperSubtitle,
            DemoOffers.Company,
            await reader.ReadToEndAsync(cancel)
        );
    }
}
