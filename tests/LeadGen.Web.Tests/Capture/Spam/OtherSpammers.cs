namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>Spam of shapes beside which the weights were set: letters that look honest, alike in hundreds, and farms of links.</summary>
internal sealed class OtherSpammers(int seed, DateTimeOffset from)
{
    private const string Names = "Alice|Oliver|Sophia|Liam|Charlotte|Noah|Isabella|Lucas|Grace|Ethan|Chloe|Mason";
    private const string Lasts = "Walker|Hall|Allen|King|Scott|Green|Baker|Adams|Nelson|Carter|Mitchell|Perez";
    private const string Texts =
        "Our AI assistant answers your customers around the clock and costs less than an intern. I recorded a short film for your company, may I send it over? It takes two minutes and there is nothing to install.|"
        + "This is to inform you that your domain name is about to expire and will be removed from our register. Complete the renewal today to avoid losing your rank: https://renewals-desk.example/pay|"
        + "We hacked your site and extracted your databases. Transfer 0.05 to our wallet within five days or your customers will receive everything we hold. Do not try to trace us.|"
        + "My name is Mr Chen and I manage a private fund. I am searching for a reliable partner abroad to place 18.5 million euros; your share would be thirty percent. Answer to my private mail.|"
        + "We noticed you use WordPress. Our offshore team of 200 developers works for 12 dollars an hour with no advance payment. When are you free for a quick chat this week?|"
        + "Would you be open to publishing an article on your blog? We pay up to 120 per article and our writers deliver unique content that fits your readers. One or two links would be placed.|"
        + "Здравствуйте! Предлагаем рассылку вашего предложения по формам обратной связи миллионов сайтов. Тестовый запуск бесплатно, подробности в телеграм.|"
        + "您好，我们提供海外社交媒体推广服务，价格优惠，效果显著，欢迎加微信详细咨询，首次合作可享受八折优惠，期待与贵公司长期合作共同发展。";

    private readonly Dice _dice = new(seed);
    private int _number;

    public IEnumerable<SpamSample> Campaign()
    {
        var begin = from + _dice.Seconds(0, 10 * 86_400);
        var shape = _dice.Of(1, 100) switch
        {
            <= 30 => "fills everything, but plausibly",
            <= 60 => "the same letter",
            <= 75 => "letters and digits",
            <= 85 => "syllables with links",
            <= 97 => "one link farm",
            _ => "a single letter",
        };
        var text = _dice.Word(Texts);
        var count = shape == "a single letter" ? 3 : _dice.Of(80, 300);
        var networks = Enumerable.Range(0, _dice.Of(1, 40)).Select(_ => _dice.Address()).ToList();
        for (var i = 0; i < count; i++)
        {
            yield return new SpamSample(shape, true, begin + _dice.Seconds(0, 3600))
            {
                Fields = Fields(shape, text),
                Trap = shape == "fills everything, but plausibly",
                Age = _dice.Percent(40) ? null : _dice.Seconds(0.5, 40),
                Address = _dice.One(networks),
            };
        }
    }

    private Dictionary<string, string> Fields(string shape, string text)
    {
        var fields = new Dictionary<string, string>
        {
            ["email"] =
                $"{_dice.Word(Names).ToLowerInvariant()}.{_number++}@{_dice.Word("gmail.com|hotmail.com|businessmail.example|inbox.lv")}",
            ["first_name"] = _dice.Word(Names),
            ["last_name"] = _dice.Word(Lasts),
            ["company"] = _dice.Word("Growth Partners|Digital Minds|Freelance|Acme"),
        };
        switch (shape)
        {
            case "the same letter":
                fields["message"] =
                    text.Replace("today", _dice.Word("today|now|at once"), StringComparison.Ordinal)
                    + $" #{_dice.Of(100, 999)}";
                break;
            case "letters and digits":
                const string Signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
                fields["first_name"] = _dice.Letters(Signs, 6, 12);
                fields["last_name"] = _dice.Letters(Signs, 6, 12);
                fields["company"] = _dice.Letters(Signs, 8, 14);
                fields["message"] = string.Join(
                    ' ',
                    Enumerable.Range(0, 6).Select(_ => _dice.Letters(Signs[..52], 5, 11))
                );
                break;
            case "syllables with links":
                fields["first_name"] = Syllables();
                fields["last_name"] = Syllables();
                fields["message"] =
                    $"{Syllables()} {Syllables()} {Url()} {Syllables()} {Url()} {Url()} [b]{Syllables()}[/b]";
                break;
            case "one link farm":
                fields["message"] = string.Join('\n', Enumerable.Range(0, _dice.Of(5, 20)).Select(_ => Url()));
                break;
            case "a single letter":
                fields["message"] = string.Join(" ", _dice.Some(Texts, 2)) + Syllables();
                break;
            default:
                fields["message"] = _dice.Word(
                    "I am interested|Please send more information|Nice page|How much is it?"
                );
                break;
        }

        return fields;
    }

    private string Url() =>
        $"http://{Syllables()}-{Syllables()}.{_dice.Word("pw|fun|shop|website|example")}/?id={_dice.Of(1, 9999)}";

    private string Syllables() =>
        string.Concat(
            Enumerable
                .Range(0, _dice.Of(2, 4))
                .Select(_ => _dice.Letters("bdfgklmnprstv", 1, 1) + _dice.Letters("aeiou", 1, 1))
        );
}
