using CsCheck;
using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Tests.Insights;

public sealed class TeamPaceTests
{
    private static readonly TeamPace North = new("North", Gets: 31, Starts: 22, Part: 0.5);

    [Fact]
    public void What_comes_on_top_goes_to_teams_as_mqls_went_so_far_and_nobody_gets_less_than_nothing()
    {
        Assert.Equal(
            (31.0, 36.0, 26.0, 0.0),
            (North.GetsWith(0), North.GetsWith(10), North.GetsWith(-10), North.GetsWith(-99))
        );
        Assert.Equal(1 - (22 / 36.0), North.LateWith(10), 1e-12);
        Assert.Equal((0.0, 0.0), (North.LateWith(-18), North.LateWith(-99)));
    }

    /// <summary>Leads come one by one, each waits for those before it, and late is who waits for longer than a promise.</summary>
    [Fact]
    public void In_a_queue_that_is_lived_through_as_many_are_late_in_the_long_run() =>
        Gen.Select(Gen.Double[5, 60], Gen.Double[5, 60])
            .Sample(
                (gets, starts) =>
                {
                    const double Promise = 0.5;
                    var (free, late, weeks) = (0.0, 0, 2_000);
                    var count = (int)(gets * weeks);
                    for (var lead = 0; lead < count; lead++)
                    {
                        var comes = lead / gets;
                        // Who would be late already is worked only where there is time for it: it takes nobody else's turn.
                        if (Math.Max(free, comes) - comes > Promise)
                        {
                            late++;
                            continue;
                        }
                        free = Math.Max(free, comes) + (1 / starts);
                    }
                    Assert.Equal(new TeamPace(null, gets, starts, 1).LateWith(0), (double)late / count, 0.02);
                },
                iter: 50
            );
}
