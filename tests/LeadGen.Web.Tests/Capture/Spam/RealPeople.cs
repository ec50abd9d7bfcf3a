using System.Globalization;
using System.Net;
using System.Text;

namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>Forms as people fill them: many names and languages, some in haste, some from one office, some with odd but honest texts.</summary>
internal sealed class RealPeople(int seed, DateTimeOffset from)
{
    private const string FirstNames =
        "Ada|Mina|Jürgen|Krzysztof|Małgorzata|Nguyễn Văn|Thị Hương|Ng|Siobhán|Niamh|José María|Ana-Lucía|João|Zoë|Øyvind|Þorsteinn|Björn|Aleksandr|Ольга|Дмитрий|Ελένη|Γιώργος|"
        + "Mehmet|Çağla|Ahmed|Fatima|Yousef|محمد|فاطمة|Priya|Rajesh|Lakshmi|Wei|Xiu Ying|伟|秀英|Yuki|陽子|Min-jun|지민|Kwame|Ngozi|Chukwuemeka|Thabo|Nomvula|Hrvoje|Vjekoslav|Zdzisław|"
        + "Jiří|Květa|István|Erzsébet|Ion|Ștefan|Linh|Somchai|Putri|Dwi|Xavier|Quentin|Jacqueline|D'Angelo|Mary Ann|J. R.|Bob|Li|Jo|Anne-Sophie|Wojciech|Szymon|Guðrún|Aoife|Txema|Iñaki|Xochitl|Kjell|Bjarke|Jyrki|Väinö";
    private const string LastNames =
        "Okafor|Lovelace|Schwarz|Müller-Lüdenscheidt|Brzęczyszczykiewicz|Szczepański|Nguyễn|Phạm|O’Connor|O'Neill|MacDonald|McBride|van der Berg|de la Cruz|García Márquez|Sørensen|Sigurðsson|Åkerström|Иванова|Кузнецов|"
        + "Papadopoulos|Παπαδόπουλος|Yılmaz|Öztürk|Al-Farsi|بن سلمان|Srinivasan|Krishnamurthy|Wang|张|Tanaka|鈴木|Kim|박|Mensah|Adeyemi|Nkrumah|Mkhize|Horvat|Vlček|Strnad|Krč|Szabó|Kovács|Popescu|Țiriac|Tran|Suksawat|Wijaya|"
        + "Xu|Ho|Ng|Ek|Bø|Schtschukin|Wright|Knight|Strength|Hirsch|Vogt|Pfeffer|Dvořák|Mkrtchyan|Hovhannisyan|Gvasalia|Przybylski|Wróblewski|Vandenbroucke|Goossens|Leclercq|Lefèbvre|Etxeberria|Vázquez|Wyrzykowska|Jankowsky|Rzhevsky";
    private const string CompanyNames =
        "North Wire|Analytical Engines|Schmidt & Söhne GmbH|BMW|KPMG|SKF|IBM|ABB|Booking.com|monday.com|Trivago|Łódź Textiles Sp. z o.o.|Fjord Fisk AS|東京精密|Tata Steel|Zhejiang Xinhua Motors|Grupo Bimbo|Petrobras|Ørsted|"
        + "Kverneland|Vlkswgn parts|Hapag-Lloyd|Dr. Oetker|3M|7-Eleven|A1|AT&T|Q-Cells|Xylem|Qantas|Škoda|PKN Orlen|Brzeg Foundry|Nordzucker|T-Systems|Wizz|Xing|Zwilling|GlaxoSmithKline|PricewaterhouseCoopers|eBay|iRobot|OpenText|McKinsey|DeWalt";
    private const string Domains =
        "northwire.example|engines.example|schmidt-soehne.de|bmw.example|abb.example|lodztex.pl|fjordfisk.no|seimitsu.co.jp|tata.example|xinhua.cn|orsted.example|gmail.com|outlook.com|gmx.de|web.de|yahoo.com|proton.me|icloud.com|qq.com|wp.pl";
    private const string Towns =
        "Essen|Lyon|Eindhoven|Monterrey|Joinville|Wrocław|Oslo|Ohio|Turin|Porto|Brno|Graz|Malmö|Ghent|Bilbao|Sfax|Izmir|Pune|Osaka|Busan|Perth|Leeds|Cork|Lille|Ulm|Lodz|Kazan|Minsk|Riga|Vilnius|Split|Varna|Cluj|Patras|Haifa|Jeddah|Lagos|Accra|Quito|Lima";
    private const string Titles =
        "Marketing Director|Head of Maintenance|CEO|CTO|Leiter Instandhaltung|Directeur technique|Jefe de compras|Ingegnere|Plant manager|Werkstudent|Student|Buyer|Inżynier|Начальник отдела|経理部長|HR|IT admin|VP Sales EMEA|Gründerin|n/a|-|Consultant & trainer|Owner";
    private const string Sentences =
        "We have 40 presses and want to know how many sensors we need in {0}.|Could you send me a price list for our plant in {0}?|I saw your talk in Hanover and would like the slides.|How long does the installation take?|"
        + "Do you also support older machines with S7-300 controllers in {0}?|We use SAP PM and would need an interface.|Please call me after 3 p.m., I am in production before that.|My colleague Jonas recommended you.|"
        + "Is there a version in Spanish for our team in {0}?|What does it cost for 250 users?|We compare three vendors and decide in January.|Our budget is about 30,000 euros.|Can it run on our own servers?|"
        + "I need this for my thesis on predictive maintenance.|Is the webinar recorded? I can't attend live.|We had two breakdowns of the same gearbox last year.|Temperature went up to 85 °C, vibration 7 mm/s.|"
        + "Wir suchen eine Lösung zur Schwingungsüberwachung von Ventilatoren in {0}.|Bitte rufen Sie mich zurück, gern vormittags.|Könnten Sie uns ein Angebot für drei Standorte machen?|Die Höchstdrehzahl liegt bei 3000 Umdrehungen.|"
        + "Nous cherchons une solution pour une usine de 120 personnes près de {0}.|Pourriez-vous m'envoyer la documentation technique ?|Quel est le délai de livraison ?|"
        + "Necesitamos una demostración para el equipo de mantenimiento en {0}.|¿Tienen distribuidor en Chile?|Gostaria de receber uma proposta para a nossa fábrica em {0}.|Vorremmo capire i costi per cinque linee.|"
        + "Proszę o kontakt w sprawie wyceny dla zakładu w mieście {0}.|Przesyłam pytanie w imieniu działu utrzymania ruchu.|Wij zoeken iets voor onze bijzondere installatie in {0}.|Zou u mij kunnen bellen?|"
        + "Добрый день, интересует стоимость внедрения на двух линиях в {0}.|Нужна консультация по датчикам вибрации для насосов.|見積もりをお願いします。|工場は名古屋にあります。|请联系我，我们有两条生产线。|Merhaba, fiyat teklifi rica ediyorum.|نحتاج إلى عرض سعر لمصنعنا في جدة.|"
        + "Thanks!|Best regards|Kind regards from Oslo|Looking forward to hearing from you.|Viele Grüße|Cordialement|Saludos|Mit freundlichen Grüßen|Is there a free trial? How long?|What is the difference between Basic and Pro?";
    private static readonly string[] Odd =
    [
        "Our page fails with this: <div class=\"row\"><span>Total</span></div> - can your tool find out why?",
        "Hi,\nplease see our site https://www.northwire.example/about and the brief at https://docs.northwire.example/rfp.pdf\n\nMina Okafor\nNorth Wire | www.northwire.example | https://www.linkedin.com/in/mina",
        "asdf",
        "test",
        "Test test, please ignore",
        "???",
        "CALL ME ASAP!!! OUR LINE IS DOWN SINCE MONDAY AND NOBODY ANSWERS",
        "Motor: 1LE1003-1DB43-4AA4-Z, SN N-X3912/0044, 11 kW, 400 VΔ/690 VY, IP55, 10 kΩ, 5 μm",
        "Can you make sure that nobody sends me a newsletter? I can't find how to unsubscribe.",
        "We are an SEO agency with 20 people and look for a CRM.",
        "We run two casinos in Malta and have 300 slot machines to maintain.",
        "I work from home on Fridays, so ring my mobile.",
        "Our pharmacy chain has 40 shops.",
        "We sell bitcoin mining racks and need 200 fans with bearings that last. Could somebody from sales call?",
    ];

    private readonly Dice _dice = new(seed);
    private readonly List<IPAddress> _offices = [];
    private int _number;

    public SpamSample Next()
    {
        var first = Typed(_dice.Word(FirstNames));
        var last = Typed(_dice.Word(LastNames));
        var fields = new Dictionary<string, string>
        {
            ["email"] = Email(first, last),
            ["first_name"] = first,
            ["last_name"] = last,
            ["company"] = Typed(_dice.Word(CompanyNames)),
        };
        if (_dice.Percent(60))
        {
            fields["job_title"] = _dice.Word(Titles);
        }

        if (_dice.Percent(45))
        {
            fields["message"] = Message();
        }

        if (_dice.Percent(10))
        {
            fields["website"] = "https://www." + _dice.Word(Domains);
        }

        return new SpamSample("person", false, from + _dice.Seconds(0, 10 * 86_400))
        {
            Fields = fields,
            Age = Age(),
            Address = Address(),
        };
    }

    /// <summary>One in twenty-five lets the browser fill it and is done in a second; as many come from an old tab.</summary>
    private TimeSpan? Age() =>
        _dice.Of(1, 100) switch
        {
            <= 4 => _dice.Seconds(0.4, 2),
            <= 8 => null,
            <= 10 => _dice.Seconds(86_400, 6 * 86_400),
            <= 50 => _dice.Seconds(2, 25),
            _ => _dice.Seconds(25, 900),
        };

    private IPAddress Address()
    {
        if (_offices.Count < 20)
        {
            _offices.Add(_dice.Address());
        }

        return _dice.Percent(15) ? _dice.One(_offices) : _dice.Address();
    }

    private string Typed(string name) =>
        _dice.Of(1, 30) switch
        {
            1 => name.ToLowerInvariant(),
            2 => name.ToUpperInvariant(),
            3 => " " + name + " ",
            _ => name,
        };

    private string Email(string first, string last)
    {
        var domain = _dice.Percent(0.7) ? _dice.Word("mailinator.com|yopmail.com|trashmail.com") : _dice.Word(Domains);
        var local = _dice.Of(1, 5) switch
        {
            1 => "info",
            2 => "x" + _dice.Letters("abcdefghijklmnopqrstuvwxyz0123456789", 5, 9),
            _ => Plain(first) + "." + Plain(last),
        };
        return $"{local}{_number++}@{domain}";
    }

    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter))
        {
            plain.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return plain.Length == 0 ? "mail" : plain.ToString();
    }

    private string Message()
    {
        if (_dice.Percent(8))
        {
            return Own(_dice.One(Odd))
                + " "
                + string.Join(" ", _dice.Some(Sentences, _dice.Of(0, 2)).Select(Own))
                    .Replace("{0}", _dice.Word(Towns), StringComparison.Ordinal);
        }

        var text = string.Join(" ", _dice.Some(Sentences, _dice.Of(1, 5)).Select(Own))
            .Replace("{0}", _dice.Word(Towns), StringComparison.Ordinal);
        return _dice.Percent(6)
            ? $"{text} See https://www.{_dice.Word(Domains)}/{_dice.Letters("abcdefgh", 3, 9)}"
            : text;
    }

    /// <summary>Most people say it in words of their own.</summary>
    private string Own(string sentence)
    {
        var words = sentence.Split(' ').ToList();
        if (_dice.Percent(90))
        {
            words.Insert(_dice.Of(0, words.Count - 1), _dice.Letters("aeiklmnorst", 3, 6));
        }

        return string.Join(' ', words);
    }
}
