namespace LeadGen.Web.Access;

/// <summary>Words that those who guess passwords try before all others: of the product, of computers, of the heart, of the calendar, and names.</summary>
internal static class GuessedWords
{
    public static readonly string[] All =
    [
        // Of the product and of the trade.
        .. Words("leadgen lead leads sales marketing company business customer office market money service support"),
        // Passwords, in some languages, and typed with the keyboard set to another one.
        .. Words(
            "password passwords passwort passphrase passwd passw pass parola senha contrasena motdepasse wachtwoord haslo"
        ),
        .. Words(
            "gfhjkm ghbdtn ghjcnj rjynhjkm vfvf dkflbvbh fktrcfylh cthutq yfnfif rfnthbyf fylhtq dbrnjh fynfyfyf vfhbyf"
        ),
        .. Words("qazwsx administrator admin root user guest login secret hidden private access master"),
        .. Words(
            "welcome willkommen hello hallo hola bonjour letmein changeme change enter open trustno openup default temp test"
        ),
        .. Words(
            "tester testing demo sample example standard web website solution solutions domain digital install boss computer internet network server windows microsoft google facebook apple"
        ),
        .. Words(
            "samsung android iphone sony ericsson nokia linkedin twitter youtube adobe photoshop system security database"
        ),
        // Of the heart.
        .. Words(
            "iloveyou iloveu loveyou lovely lover love forever friend friends family mother father mylove darling sweet"
        ),
        .. Words(
            "sweetheart honey baby babygirl angel angels heart happy lucky princess prince princesse queen king daddy"
        ),
        .. Words(
            "beautiful sunshine smile flower flowers butterfly blessed jesus christ heaven god amen freedom peace destiny"
        ),
        .. Words("sexy fuckyou bitch playboy whatever nothing something anything everything nobody somebody"),
        .. Words("unbelievable wonderful fantastic leavemealone mypassword mynameis dontforget remember"),
        // Beasts, games, sports and films.
        .. Words(
            "dragon monkey tiger tigers lion eagle eagles wolf bear panther cobra phoenix chicken kitty hunter falcon"
        ),
        .. Words(
            "football soccer baseball basketball hockey golf tennis rugby arsenal chelsea liverpool manchester united"
        ),
        .. Words(
            "barcelona realmadrid juventus dortmund bayern yankees cowboys lakers steelers packers rangers raiders"
        ),
        .. Words(
            "superman batman spiderman ironman starwars startrek skywalker matrix gandalf hobbit harrypotter hogwarts"
        ),
        .. Words(
            "pokemon pikachu naruto minecraft fortnite warcraft starcraft counterstrike callofduty needforspeed halflife"
        ),
        .. Words(
            "finalfantasy devilmaycry assassin creed zelda mario nintendo playstation xbox jamesbond terminator metallica"
        ),
        .. Words(
            "nirvana slipknot linkinpark greenday eminem beatles ferrari porsche mercedes mustang corvette harley honda"
        ),
        .. Words(
            "yamaha toyota ninja killer hacker rockstar superstar champion warrior soldier shadow thunder lightning"
        ),
        .. Words(
            "jackson lavigne systemofadown greenlantern nightcrawler warhammer residentevil mortalkombat stratocaster"
        ),
        .. Words(
            "diamond silver golden gold purple orange yellow green blue black white red banana cookie cheese chocolate"
        ),
        .. Words(
            "pepper coffee guitar music dance summer winter spring autumn sommer herbst fruhling monday tuesday wednesday"
        ),
        .. Words(
            "thursday friday saturday sunday january february march april june july august september october november"
        ),
        .. Words(
            "december birthday christmas easter holiday america london paris berlin madrid canada england germany france"
        ),
        // Names.
        .. Words(
            "michael jordan jennifer jessica ashley amanda daniel andrew joshua matthew anthony robert william thomas"
        ),
        .. Words(
            "charlie charles christopher christian jonathan alexander alexandra nicholas benjamin samantha elizabeth"
        ),
        .. Words(
            "victoria stephanie michelle nicole melissa danielle rebecca patricia catherine katherine margaret barbara"
        ),
        .. Words(
            "brandon justin bieber austin tyler hannah sophie sophia isabella olivia emma george harold richard joseph"
        ),
        .. Words(
            "patrick steven martin andrea maria carlos alejandro francisco fernando gabriel sebastian vanessa natasha"
        ),
        .. Words(
            "buster maggie ginger bailey peanut sparky rocky snoopy garfield mickey donald bond john david james peter paul"
        ),
        // Counts and walks that skip.
        .. Words(
            "0123456789 1234567890 102030 010203 112233 123321 135790 147258 159357 246810 1q2w3e qwertz azerty yxcvbnm"
        ),
        .. Words(
            "onetwothree abc one two three four five six seven eight nine ten hundred thousand million www http com"
        ),
    ];

    private static string[] Words(string text) => text.Split(' ');
}
