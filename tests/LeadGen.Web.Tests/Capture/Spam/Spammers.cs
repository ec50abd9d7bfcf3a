using System.Net;

namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>Spam of the shapes that the rules were written from. A campaign sends for half an hour, from a few networks.</summary>
internal sealed class Spammers(int seed, DateTimeOffset from)
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Either = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Names =
        "John|Michael|Anna|David|Maria|Robert|Emma|James|Olga|Peter|Linda|Mark|Susan|Kevin|Laura|Brian";
    private const string Lasts =
        "Smith|Johnson|Brown|Miller|Davis|Wilson|Moore|Taylor|Thomas|White|Harris|Martin|Lewis|Young";

    private readonly Dice _dice = new(seed);
    private int _number;

    public IEnumerable<SpamSample> Campaign()
    {
        var begin = from + _dice.Seconds(0, 10 * 86_400);
        var networks = Enumerable.Range(0, _dice.Of(1, 6)).Select(_ => _dice.Address()).ToList();
        var shape = _dice.Of(1, 100) switch
        {
            <= 30 => "fills everything",
            <= 50 => "links",
            <= 65 => "random letters",
            <= 80 => "outreach",
            <= 92 => "money and pills",
            <= 96 => "link in the name",
            _ => "look-alike letters",
        };
        var text = Outreach();
        for (var i = _dice.Of(40, 120); i > 0; i--)
        {
            yield return new SpamSample(shape, true, begin + _dice.Seconds(0, 1800))
            {
                Fields = Fields(shape, text),
                Trap = shape == "fills everything",
                Age = _dice.Of(1, 3) switch
                {
                    1 => null,
                    2 => _dice.Seconds(0.05, 1.5),
                    _ => _dice.Seconds(3, 60),
                },
                Foreign = _dice.Percent(10),
                Address = _dice.One(networks),
            };
        }
    }

    private Dictionary<string, string> Fields(string shape, string text)
    {
        var fields = new Dictionary<string, string>
        {
            ["email"] =
                $"{_dice.Letters(Lower, 5, 10)}{_number++}@{_dice.Word("gmail.com|mail.ru|yandex.ru|outlook.com|mailinator.com|spamhost.example")}",
            ["first_name"] = _dice.Word(Names),
            ["last_name"] = _dice.Word(Lasts),
            ["company"] = _dice.Word("google|FB|Company|none|Web Studio"),
        };
        switch (shape)
        {
            case "fills everything":
                fields["message"] = _dice.Percent(50) ? text : "Hello";
                fields["job_title"] = _dice.Word("CEO|Manager|test");
                break;
            case "links":
                fields["message"] = string.Join(" ", Enumerable.Range(0, _dice.Of(3, 8)).Select(_ => Link()));
                break;
            case "random letters":
                foreach (var field in new[] { "first_name", "last_name", "company", "job_title" })
                {
                    fields[field] = _dice.Letters(_dice.Percent(50) ? Lower : Either, 7, 14);
                }

                fields["message"] = _dice.Letters(Lower, 8, 20);
                break;
            case "outreach":
                fields["message"] = _dice.Word("Hi|Hello|Dear owner|Hey there") + ", " + text;
                break;
            case "money and pills":
                fields["message"] = string.Join(" ", _dice.Some(Money, 3)) + " https://" + Site();
                break;
            case "link in the name":
                fields["first_name"] = _dice.Word("Win|Hot|Free|Get") + " https://" + Site();
                break;
            default:
                fields["message"] = LookAlike(
                    "Your account was selected, collect your payment today and confirm it on our page"
                );
                break;
        }

        return fields;
    }

    private const string Money =
        "Earn up to 5000 USD per day from home with our trading bot|Buy cheap viagra and cialis without prescription|Best online casino, 200 free spins|Invest in bitcoin now, guaranteed results|"
        + "Instant loan offer at 2% with no credit check|Hot girls want to meet you on our adult dating site|You have won an iphone, claim your prize|Make money online, get rich fast|Replica watches, rolex at wholesale price|Click here to see more";

    private string Outreach() =>
        _dice.Word(
            "I was looking at your website and noticed that it does not rank on the first page of google. Our seo services can help you rank higher than your competitors within three months. Can I send you a quote?|"
                + "We build high quality backlinks with real domain authority for companies like yours. A guest post on one of 3000 sites costs 50 dollars only. Shall I send the list?|"
                + "we offer web design services and can redesign your website at an affordable price. Please reply with your phone number so that we can discuss the details of your project.|"
                + "Are you looking for an email list of decision makers in your industry? We have a b2b database of 40 million contacts with verified data. Let me know your target audience.|"
                + "Do you want more traffic? We bring real visitors to your pages, website traffic starts at 10 dollars per thousand. Reply stop if you do not want to hear from us."
        );

    private string Link()
    {
        var url = "https://" + Site();
        return _dice.Of(1, 4) switch
        {
            1 => $"<a href=\"{url}\">{_dice.Word("cheap|best|buy now|online")}</a>",
            2 => $"[url={url}]{_dice.Word("cheap|best|buy now|online")}[/url]",
            _ => url,
        };
    }

    private string Site() =>
        _dice.Letters(Lower, 6, 12) + "." + _dice.Word("com|ru|top|xyz|site|online") + "/" + _dice.Letters(Lower, 4, 9);

    private static string LookAlike(string text) =>
        text.Replace('a', 'а').Replace('o', 'о').Replace('e', 'е').Replace('c', 'с');
}
