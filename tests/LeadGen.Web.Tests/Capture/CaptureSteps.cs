using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

/// <summary>What tests of capture do and look at.</summary>
internal static class CaptureSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads the database, on a context of its own.</summary>
    public static async Task<T> ReadAsync<T>(this WebApp app, Func<LeadGenDbContext, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }

    /// <summary>Changes the database, on a context of its own.</summary>
    public static Task SaveAsync(this WebApp app, Action<LeadGenDbContext> change) =>
        app.ReadAsync(async db =>
        {
            change(db);
            return await db.SaveChangesAsync(Cancel);
        });

    public static Task<Lead> LeadAsync(this WebApp app, string email) =>
        app.ReadAsync(async db =>
        {
            var id = await db.LeadIdentities.Where(i => i.Email == email).Select(i => i.LeadId).SingleAsync(Cancel);
            return await db.Leads.AsNoTracking().SingleAsync(lead => lead.Id == id, Cancel);
        });

    /// <summary>Waits until everything that was asked for is scored, by whomever.</summary>
    public static async Task ScoredAsync(this WebApp app)
    {
        var road = app.Services.GetRequiredService<RescoreRoad>();
        do
        {
            await road.DrainAsync(Cancel);
        } while (await app.ReadAsync(db => db.RescoreRequests.AnyAsync(request => request.Error == null, Cancel)));
    }
}
