namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>
/// Spam that was written down after the rules and their weights stood, and judged once: what the rules make of shapes that nobody had
/// in mind. Where it is held less well than the rest, so be it.
/// </summary>
internal sealed class FreshSpammers(int seed, DateTimeOffset from)
{
    private const string Names = "Hannah|Paul|Nina|Victor|Irene|Hugo|Clara|Felix|Rosa|Simon|Edith|Leon";
    private const string Lasts = "Berger|Novak|Costa|Silva|Lang|Moreau|Rossi|Jansen|Keller|Duval|Vega|Lund";
    private const string Openings = "Greetings|Good day|Dear team|Hi admin|To whom it may concern|Hello dear";
    private const string Pitches =
        "We are a group of certified translators and can put your whole site into forty languages by the end of the month|Our factory makes promotional USB sticks and umbrellas with your logo at the lowest price on the market|"
        + "Your company has been nominated for the excellence award of the year and only the entry fee is left to settle|I found several broken pages on your website which cost you customers every single day, shall I send the report|"
        + "We rent out luxury apartments by the sea and give companies like yours a discount that nobody else gets|Let us manage your reputation on the internet, all bad comments are gone within two days";
    private const string Asks =
        "Answer this mail to learn more|May I call you tomorrow|Who is in charge of this in your house|Write back with a yes and we begin|Details at {0}|See {0} and {1}";

    private readonly Dice _dice = new(seed);
    private int _number;

    public IEnumerable<SpamSample> Campaign()
    {
        var begin = from + _dice.Seconds(0, 10 * 86_400);
        var shape = _dice.Of(1, 100) switch
        {
            <= 35 => "fills even what is hidden",
            <= 60 => "one pitch with changing words",
            <= 75 => "advert in every field",
            <= 88 => "keyboard noise",
            _ => "comment links",
        };
        var pitch = _dice.Word(Pitches);
        var networks = Enumerable.Range(0, _dice.Of(1, 20)).Select(_ => _dice.Address()).ToList();
        for (var i = _dice.Of(50, 200); i > 0; i--)
        {
            yield return new SpamSample(shape, true, begin + _dice.Seconds(0, 5400))
            {
                Fields = Fields(shape, pitch),
                Trap = shape == "fills even what is hidden",
                Age = _dice.Percent(50) ? null : _dice.Seconds(0.3, 20),
                Address = _dice.One(networks),
            };
        }
    }

    private Dictionary<string, string> Fields(string shape, string pitch)
    {
        var fields = new Dictionary<string, string>
        {
            ["email"] =
                $"{_dice.Word(Names).ToLowerInvariant()}{_number++}@{_dice.Word("gmail.com|aol.com|bk.ru|offers.example")}",
            ["first_name"] = _dice.Word(Names),
            ["last_name"] = _dice.Word(Lasts),
            ["company"] = _dice.Word("Partner Group|Best Deals|Private|Global Trade"),
        };
        switch (shape)
        {
            case "one pitch with changing words":
                fields["message"] =
                    $"{_dice.Word(Openings)}! {pitch}. {string.Format(null, _dice.Word(Asks), Url(), Url())}";
                break;
            case "advert in every field":
                fields["first_name"] = "Cheap " + Url();
                fields["last_name"] = _dice.Word("discount|sale|offer") + " " + Url();
                fields["message"] = pitch;
                break;
            case "keyboard noise":
                const string Row = "asdfghjklqwertyuiopzxcvbnm";
                fields["first_name"] = _dice.Letters(Row, 5, 9);
                fields["last_name"] = _dice.Letters(Row, 5, 9);
                fields["company"] = _dice.Letters(Row, 6, 12);
                fields["message"] = string.Join(' ', Enumerable.Range(0, 4).Select(_ => _dice.Letters(Row, 4, 10)));
                break;
            case "comment links":
                fields["message"] =
                    $"Great article! <a href='{Url()}'>{_dice.Word("shoes|bags|tickets|essay")}</a> <a href='{Url()}'>more</a> {Url()}";
                break;
            default:
                fields["message"] = _dice.Word(
                    "Hi|Thanks for the post|I would like a quote please|Is this still available?"
                );
                break;
        }

        return fields;
    }

    private string Url() =>
        $"https://{_dice.Letters("abcdefghilmnoprstu", 6, 12)}.{_dice.Word("store|club|org|example|info")}/{_dice.Of(1, 99)}";
}
