using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class VariantDrawTests
{
    private static readonly Gen<int[]> Shares = Gen.OneOf(
        Gen.Int[5, 95].Select(first => new[] { first, 100 - first }),
        Gen.Select(Gen.Int[5, 45], Gen.Int[5, 45])
            .Select((first, second) => new[] { first, second, 100 - first - second }),
        Gen.Select(Gen.Int[5, 31], Gen.Int[5, 31], Gen.Int[5, 31])
            .Select((first, second, third) => new[] { first, second, third, 100 - first - second - third })
    );

    [Fact]
    public void Whoever_is_known_is_shown_the_same_each_time_and_always_one_that_there_is() =>
        Gen.Select(Gen.Guid, Gen.Guid, Shares)
            .Sample(
                (test, visitor, shares) =>
                {
                    var place = VariantDraw.PlaceOf(test, visitor, shares);
                    Assert.InRange(place, 0, shares.Length - 1);
                    Assert.Equal(place, VariantDraw.PlaceOf(test, visitor, [.. shares]));
                }
            );

    [Fact]
    public void The_visitors_are_shared_as_was_said() =>
        Gen.Select(Gen.Guid, Shares)
            .Sample(
                (test, shares) =>
                {
                    const int Visitors = 4000;
                    var shown = new int[shares.Length];
                    for (var i = 0; i < Visitors; i++)
                    {
                        shown[VariantDraw.PlaceOf(test, KeyOf(i), shares)]++;
                    }

                    for (var place = 0; place < shares.Length; place++)
                    {
                        // Five standard deviations: not once in a million tests by chance.
                        var share = shares[place] / 100.0;
                        var wide = 5 * Math.Sqrt(Visitors * share * (1 - share));
                        Assert.InRange(shown[place], (Visitors * share) - wide, (Visitors * share) + wide);
                    }
                },
                iter: 40
            );

    [Fact]
    public void What_is_drawn_in_one_test_says_nothing_of_another()
    {
        var (one, other) = (KeyOf(1), KeyOf(2));
        var same = Enumerable
            .Range(0, 4000)
            .Count(i => VariantDraw.PlaceOf(one, KeyOf(i), [50, 50]) == VariantDraw.PlaceOf(other, KeyOf(i), [50, 50]));
        Assert.InRange(same, 1840, 2160);
    }

    [Fact]
    public void What_was_drawn_stays_drawn_whatever_the_version_of_the_app() =>
        Assert.Equal(
            Drawn,
            string.Concat(
                Enumerable.Range(0, 24).Select(i => VariantDraw.PlaceOf(KeyOf(7), KeyOf(i), [40, 30, 20, 10]))
            )
        );

    private const string Drawn = "001013003023113100001010";

    /// <summary>Keys differ in their last digits alone, as those of one moment do.</summary>
    private static Guid KeyOf(int number) =>
        new(0x0199_0000, 0x7000, 0x7000, 0x80, 0, 0, 0, 0, 0, (byte)(number >> 8), (byte)number);
}
