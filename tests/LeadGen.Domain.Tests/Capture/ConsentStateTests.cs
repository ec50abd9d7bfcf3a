using CsCheck;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class ConsentStateTests
{
    private const string Mail = ConsentPurposes.MarketingEmail;
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly string[] Ways =
    [
        "form",
        "api",
        ConsentWays.ConfirmedLink,
        ConsentWays.Preferences,
        ConsentWays.OneClick,
    ];

    private static readonly Gen<List<Consent>> Rows = Gen.Select(
            Gen.Int[0, 20],
            Gen.Bool,
            Gen.Int[0, Ways.Length - 1],
            Gen.Bool
        )
        .Select(
            (minute, given, how, isMail) => Said(minute, given, Ways[how], isMail ? Mail : ConsentPurposes.WebTracking)
        )
        .List[0, 12];

    [Fact]
    public void Who_said_nothing_agrees_to_nothing() =>
        Assert.Equal(
            new ConsentState(Mail, ConsentStanding.None, null, null),
            ConsentState.Of(Mail, [Said(1, true, "form", ConsentPurposes.WebTracking)], confirmed: false)
        );

    [Fact]
    public void A_yes_counts_at_once_or_from_when_it_is_confirmed()
    {
        var form = Said(1, true, "form");
        var link = Said(5, true, ConsentWays.ConfirmedLink);

        Assert.Equal((ConsentStanding.Given, At(1)), Of(confirmed: false, form));
        Assert.Equal((ConsentStanding.Pending, At(1)), Of(confirmed: true, form));
        Assert.Equal((ConsentStanding.Given, At(5)), Of(confirmed: true, link, form));
        Assert.Equal((ConsentStanding.Given, At(5)), Of(confirmed: true, form, link, Said(9, true, "form")));
    }

    [Fact]
    public void What_was_taken_back_needs_a_new_yes_and_a_new_confirmation()
    {
        var (form, link, no) = (
            Said(1, true, "form"),
            Said(2, true, ConsentWays.ConfirmedLink),
            Said(3, false, ConsentWays.OneClick)
        );

        Assert.Equal((ConsentStanding.Withdrawn, At(3)), Of(confirmed: true, form, link, no));
        Assert.Equal((ConsentStanding.Pending, At(4)), Of(confirmed: true, form, link, no, Said(4, true, "form")));
        Assert.Equal(
            (ConsentStanding.Given, At(5)),
            Of(confirmed: true, form, link, no, Said(4, true, "form"), Said(5, true, ConsentWays.Preferences))
        );
    }

    [Fact]
    public void Who_unsubscribed_elsewhere_agrees_again_only_by_what_they_say_later()
    {
        Consent[] rows = [Said(1, true, ConsentWays.ConfirmedLink)];

        Assert.Equal(
            (ConsentStanding.Withdrawn, (DateTimeOffset?)At(2)),
            Short(ConsentState.Of(Mail, rows, confirmed: true, objectedAt: At(2)))
        );
        Assert.Equal(
            (ConsentStanding.Given, (DateTimeOffset?)At(3)),
            Short(
                ConsentState.Of(
                    Mail,
                    [.. rows, Said(3, true, ConsentWays.Preferences)],
                    confirmed: true,
                    objectedAt: At(2)
                )
            )
        );
    }

    [Fact]
    public void The_order_in_which_rows_are_read_is_nothing() =>
        Rows.Sample(rows =>
            Assert.Equal(
                ConsentState.Of(Mail, rows, confirmed: true),
                ConsentState.Of(Mail, Enumerable.Reverse(rows), confirmed: true)
            )
        );

    [Fact]
    public void Where_it_is_to_be_confirmed_nothing_holds_without_a_confirmation_after_the_last_no() =>
        Rows.Sample(rows =>
        {
            var own = rows.Where(row => row.Purpose == Mail).OrderBy(row => row.At).ThenBy(row => row.Id).ToList();
            var sinceNo = own.Skip(own.FindLastIndex(row => !row.Given) + 1);
            Assert.Equal(
                sinceNo.Any(row => row.How is ConsentWays.ConfirmedLink or ConsentWays.Preferences),
                ConsentState.Of(Mail, rows, confirmed: true).Holds
            );
        });

    private static (ConsentStanding, DateTimeOffset?) Of(bool confirmed, params Consent[] rows) =>
        Short(ConsentState.Of(Mail, rows, confirmed));

    private static (ConsentStanding, DateTimeOffset?) Short(ConsentState state) => (state.Standing, state.Since);

    private static DateTimeOffset At(int minute) => Now.AddMinutes(minute);

    private static Consent Said(int minute, bool given, string how, string purpose = Mail) =>
        Consent.Record(new ConsentText(purpose, "1", "Yes."), given, how, At(minute));
}
