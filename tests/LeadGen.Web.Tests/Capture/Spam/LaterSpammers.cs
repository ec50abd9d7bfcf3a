namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>
/// Campaigns that were written down after the rules of sentences and of sellers' words stood, and judged once: the shares of the shapes are
/// those of <see cref="FreshSpammers"/>, the letters those of <see cref="LaterLetters"/>, each time with another beginning and end and with
/// their sentences in any order.
/// </summary>
internal sealed class LaterSpammers(int seed, DateTimeOffset from)
{
    private const string Names = "Aaron|Birgit|Carlos|Diana|Emil|Farah|Greta|Hamid|Ivan|Julia|Karim|Lotte";
    private const string Lasts = "Abbott|Brandt|Cruz|Dubois|Eriksson|Fuchs|Gomez|Haas|Ivanov|Jensen|Klein|Lopez";
    private const string Openings =
        "Good evening|Hello from our office|Dear colleagues|Hey|A short question|Hope you are doing well";
    private const string Ends =
        "Talk soon, {0}|Regards {0}|Thank you for your time|Sent from my phone|{0}, head of partnerships|Have a nice weekend";

    private readonly Dice _dice = new(seed);
    private int _number;

    public IEnumerable<SpamSample> Campaign()
    {
        var begin = from + _dice.Seconds(0, 10 * 86_400);
        var shape = _dice.Of(1, 100) switch
        {
            <= 35 => "later: fills all it finds",
            <= 60 => "later: letters in changing order",
            <= 75 => "later: one line in all fields",
            <= 88 => "later: typed by a cat",
            _ => "later: forum post",
        };
        var letter = _dice.One(LaterLetters.Spam);
        var networks = Enumerable.Range(0, _dice.Of(1, 30)).Select(_ => _dice.Address()).ToList();
        for (var i = _dice.Of(40, 160); i > 0; i--)
        {
            yield return new SpamSample(shape, true, begin + _dice.Seconds(0, 7200))
            {
                Fields = Fields(shape, letter),
                Trap = shape == "later: fills all it finds",
                Age = _dice.Percent(45) ? null : _dice.Seconds(0.2, 45),
                Address = _dice.One(networks),
            };
        }
    }

    private Dictionary<string, string> Fields(string shape, string letter)
    {
        var name = _dice.Word(Names);
        var fields = new Dictionary<string, string>
        {
            ["email"] =
                $"{name.ToLowerInvariant()}{_number++}@{_dice.Word("gmail.com|zoho.com|list.ru|agency.example|outlook.com")}",
            ["first_name"] = name,
            ["last_name"] = _dice.Word(Lasts),
            ["company"] = _dice.Word("Bright Ideas|Studio 9|Self employed|Vertex Global"),
        };
        switch (shape)
        {
            case "later: letters in changing order":
                var sentences = letter.Split(". ");
                _dice.Shuffle(sentences);
                fields["message"] =
                    $"{_dice.Word(Openings)}! {string.Join(". ", sentences)}. {string.Format(null, _dice.Word(Ends), name)}";
                break;
            case "later: one line in all fields":
                var line = _dice.Word("Best deals|Telegram bot|Easy credit|Buy now") + " " + Site();
                (fields["first_name"], fields["last_name"], fields["company"]) = (line, line, line);
                break;
            case "later: typed by a cat":
                const string Keys = "qwertzuiopasdfghjklyxcvbnm";
                fields["first_name"] = _dice.Letters(Keys, 4, 9);
                fields["last_name"] = _dice.Letters(Keys, 4, 9);
                fields["company"] = _dice.Letters(Keys, 5, 10);
                fields["message"] = string.Join(' ', Enumerable.Range(0, 5).Select(_ => _dice.Letters(Keys, 3, 9)));
                break;
            case "later: forum post":
                fields["message"] =
                    $"I read it all. [url={Site()}]{_dice.Word("cars|loans|games|wine")}[/url] {Site()} and also <a href={Site()}>here</a>";
                break;
            default:
                fields["message"] = _dice.Word("Hello|How are you|Interesting offer|Please call|ok");
                break;
        }

        return fields;
    }

    private string Site() =>
        $"http://{_dice.Letters("abcdefghiklmnoprstuvw", 5, 11)}.{_dice.Word("net|click|io|example|biz")}/{_dice.Of(1, 999)}";
}
