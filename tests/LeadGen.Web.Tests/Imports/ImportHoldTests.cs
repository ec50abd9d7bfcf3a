using LeadGen.Web.Data;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LeadGen.Web.Tests.Imports;

/// <summary>A file of which nothing can be kept for long stays with whoever reads it.</summary>
public sealed class ImportHoldTests(ImportApp app) : IClassFixture<ImportApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_reads_a_huge_row_keeps_the_import_and_stops_when_it_was_taken_or_paused()
    {
        var received = await app.ReceiveAsync("email\nada@hold.example\n");
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 8, 0, 0, TimeSpan.Zero));
        await SetAsync(import => import.SetProperty(i => i.LeasedUntil, clock.GetUtcNow().AddSeconds(15)));
        var import = await app.FindAsync(received.Id);
        var hold = new ImportHold(app.Web.Services.GetRequiredService<IServiceScopeFactory>(), clock);
        var reading = hold.WhileAsync(
            import,
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return true;
            },
            Cancel
        );

        for (var step = 0; step < 8; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await UntilAsync(now => now.LeasedUntil == clock.GetUtcNow().AddSeconds(15));
        }

        await SetAsync(one => one.SetProperty(i => i.State, ImportState.Paused));
        clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<LeaseLostException>(() => reading);

        async Task UntilAsync(Func<LeadImport, bool> holds)
        {
            while (!holds(await app.FindAsync(received.Id)))
            {
                Assert.False(reading.IsCompleted, "It holds no more.");
            }
        }

        Task SetAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<LeadImport>> set) =>
            app.Web.DbAsync(db => db.Imports.Where(i => i.Id == received.Id).ExecuteUpdateAsync(set, Cancel));
    }
}
