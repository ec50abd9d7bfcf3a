using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>The same thing sent many times at once.</summary>
internal static class Bursts
{
    private static readonly int Times = FormLedger.Times("LEADGEN_BURSTS", usual: 100);
    private const int AtOnce = 50;

    public static readonly Fault[] All =
    [
        new("F10", $"one form is sent {AtOnce} times at once, {Times} times", ClickAsync),
    ];

    private static async Task<string> ClickAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync();
        using var http = FormLedger.Browser(app.Address);
        for (var burst = 0; burst < Times; burst++)
        {
            var form = await rig.Ledger.FillAsync(http);
            var taken = await Task.WhenAll(
                Enumerable.Range(0, AtOnce).Select(_ => rig.Ledger.SendAsync(http, new(form)))
            );
            Assert.All(taken, Assert.True);
        }

        return $"{await rig.HoldsAsync()}; {Times * AtOnce:N0} posts of {Times:N0} forms";
    }
}
