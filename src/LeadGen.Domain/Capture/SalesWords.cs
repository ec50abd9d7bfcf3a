namespace LeadGen.Domain.Capture;

/// <summary>The words of <see cref="SalesTalk"/>, in small letters, with | between and an empty line after each group.</summary>
internal static class SalesWords
{
    /// <summary>How sellers speak, whatever they sell: what we do, what you have, what it brings, what to do now.</summary>
    public const string Manners = """
        we offer|we are offering|we provide|we can provide|we supply|we sell|we build|we create|we design|we develop|we help|we can help|
        we bring|we get you|we will bring|we will get|we specialise|we specialize|we buy|we pay|we remove|we deliver|we finance|we fund|
        i offer|i can offer|i provide|i can help|i help|let us handle|let us manage|let us take|our services|our service is|our agency|
        our team of|our experts|our developers|our designers|our writers|our factory|our packages|our prices start|our clients get|
        our client|our students|our lawyers|our virtual|our software development|leading manufacturer|professional manufacturer|
        manufacturer and supplier|marketing agency|development company|on behalf of our|i represent|i work for a|i work with a|
        we are a leading|we are a professional|we are experts|we are recruiting|we are looking for partners|we are looking for agents|
        wir bieten|wir erstellen|wir liefern|wir vermitteln|wir vergleichen|wir entwickeln|wir bringen|wir helfen ihnen|
        wir unterstützen sie|wir sind spezialisiert|wir sind eine agentur|unsere agentur|unser team von|unsere experten|
        unsere dienstleistungen|unsere firma bietet|ich biete|nous proposons|nous offrons|nous créons|nous vendons|nous fournissons|
        nous aidons|nous pouvons améliorer|nous pouvons vous|nous accompagnons|notre agence|nos services|nos experts|notre équipe d|
        propose ses services|je propose|ofrecemos|diseñamos|vendemos|ayudamos a|brindamos|somos una agencia|nuestros servicios|
        nuestra agencia|nuestro equipo de expertos|le ofrecemos|les ofrecemos|oferecemos|criamos|somos uma agência|nossos serviços|
        nossa agência|ajudamos|offriamo|realizziamo|forniamo|aiutiamo|siamo un agenzia|siamo unagenzia|i nostri servizi|azienda offre|
        proponiamo|предлагаем|мы создаём|мы создаем|мы делаем|мы поможем|мы продвигаем|мы занимаемся|наши услуги|
        наша компания предлагает|наше агентство|оказываем услуги|предоставляем|продаём|продаем|oferujemy|tworzymy|pomagamy|zapewniamy|
        jesteśmy agencją|nasze usługi|nasza agencja|wij bieden|wij maken|wij helpen|wij brengen|wij leveren|onze diensten|ons bureau|
        marketingbureau|sunuyoruz|veriyoruz|sağlıyoruz|hizmetlerimiz|ajansıyız|我们提供|我们专业|我们是专业|专业生产|代开|ご提案

        your website|your web site|your site|your online store|your business|your brand|your online presence|your competitors|
        your industry|your sales|your revenue|your customers|your domain|your listing|your reputation|your profile|your esteemed|
        your blog|your account|your mailbox|your calendar|your target audience|your project|dear business owner|dear owner|website owner|
        dear manager|dear sir or madam|dear webmaster|dear admin|companies like yours|businesses like yours|company like yours|
        ihre website|ihre webseite|ihrer website|ihrer webseite|ihre homepage|ihren umsatz|ihr unternehmen|ihre firma|ihre kunden|
        ihre marke|ihrem logo|ihre online|ihrer branche|ihrem unternehmen|votre site|votre entreprise|votre chiffre|vos clients|
        votre marque|votre visibilité|votre activité|su página web|su sitio|su web|su empresa|su negocio|sus clientes|sus ventas|
        sus redes|su tienda|su marca|o seu site|seu negócio|sua empresa|suas vendas|seus clientes|sua loja|vostra azienda|vostro sito|
        tua azienda|tuo sito|vostri clienti|vostre vendite|вашего сайта|ваш сайт|вашем сайте|вашего бизнеса|ваш бизнес|вашей компании|
        ваших клиентов|ваших конкурентов|ваших предложений|państwa strony|państwa strona|państwa firm|państwa sklep|twojej firmy|
        twoją stronę|uw website|uw bedrijf|uw omzet|uw klanten|uw webshop|web sitenizi|web siteniz|firmanız|işletmeniz|markanız|
        müşterileriniz|您的网站|您的公司

        free consultation|free audit|free quote|free report|free sample|free samples|free trial tonight|free shipping|free webinar|
        free website|for free|at no cost|no cost to you|no obligation|no strings|guaranteed|guarantee|money back|low price|low prices|
        lowest price|best price|best prices|best rates|best offer|unbeatable|affordable|cheap|cheapest|factory price|wholesale price|
        discount of|percent off|off today|off your first|off until|off this|special offer|limited offer|offer expires|limited time|
        limited stock|seats are limited|places are left|few places|this week only|this month only|today only|save up to|save money|
        saves money|save you money|pay only|only pay|do not pay until|pay nothing|no upfront|no prepayment|starts at|packages start|
        starting at|per hour|from only|for only|unlimited|money transfer|risk free|without risk|10x|double your|triple your|more leads|
        more traffic|more customers|more clients|more sales|qualified leads|qualified appointments|increase your|grow your|boost your|
        improve your|unverbindlich|unverbindliches|kostenlos|kostenloses|kostenlose|günstig|günstige|zum kleinen preis|kleinen preis|
        kleines geld|rabatt|sonderangebot|sparen sie|mehr kunden|mehr umsatz|mehr anfragen|nur diese woche|nur noch|ohne vorkosten|
        ohne schufa|garantiert|gratuit|gratuite|sans engagement|petit prix|tarifs imbattables|imbattable|offre spéciale|profitez|
        limitées|plus de clients|augmenter vos|augmentez|meilleur prix|garanti|gratis|sin compromiso|mejor precio|más clientes|
        más ventas|aumentar sus|promoción|descuento|garantizado|garantizados|al mejor|grátis|sem compromisso|melhor preço|mais clientes|
        mais vendas|promoção|desconto|limitadas|gratuito|gratuita|senza impegno|miglior prezzo|migliori prezzi|più clienti|sconto|
        offerta speciale|garantito|бесплатно|бесплатный|бесплатная|недорого|скидка|скидки|скидкой|гарантия|гарантируем|выгодно|выгодные|
        без предоплаты|под ключ|низкие цены|больше клиентов|увеличить продажи|увеличим|bezpłatny|bezpłatnym|bezpłatną|darmowy|za darmo|
        niskiej cenie|promocja|rabat|gwarancja|więcej klientów|tanio|geheel gratis|vrijblijvend|vrijblijvende|lage prijs|korting|
        meer klanten|meer omzet|gegarandeerd|ücretsiz|uygun fiyat|uygun fiyatlı|uygun fiyatlarla|indirim|garantili|daha fazla müşteri|
        价格优惠|优惠|免费|质量好|价格低|低价|保证|格安|無料|売上向上|集客

        reply to this|just reply|reply with|reply for|reply stop|reply yes|simply reply|kindly reply|please reply|reply back|write back|
        respond to this|are you interested|if you are interested|would you be interested|interested in a|interest you|let me know if you|
        let me know a|let me know your|let me know when|shall i send|can i send|may i send|should i send|can i show|can i call|
        may i call|worth a|quick chat|quick call|short call|short chat|free call|book a call|book a free|schedule a call|
        get on a call|hop on a|best time to call|good time for|contact us today|contact us for|contact us to|contact us on|contact me on|
        call us today|call now|call us now|visit our website|visit our site|check our|check out our|watch a|click here|click the|
        click below|sign up here|sign up now|register now|join now|order now|order today|apply now|apply here|act now|start today|
        start now|get listed|get started|tell us about your|send us photos|send your name|send your phone|who is in charge|
        person in charge|speak with the owner|on whatsapp|whatsapp|telegram|skype|wechat|opt out|unsubscribe from future|
        business opportunity|to cooperate|interesse an einem|haben sie interesse|hätten sie interesse|darf ich sie|darf ich ihnen|
        wann darf|gern senden wir|gerne senden wir|melden sie sich bei uns|jetzt anfordern|fordern sie|fordern sie jetzt|registrieren sie|
        rufen sie uns|antworten sie|kontaktieren sie uns|klicken sie|vereinbaren sie|intéresse|souhaitez vous|répondez à|contactez nous|
        inscrivez vous|cliquez|appelez nous|restons à votre disposition|seriez vous intéressé|le interesa|les interesa|contáctenos|
        escríbanos|escríbenos|responda a|regístrate|regístrese|haga clic|llámenos|pida su|agende una|solicite|fale conosco|cadastre se|
        clique aqui|entre em contato|responda este|chame no|vi interessa|le interessa|contattateci|contattaci|chiamateci|iscriviti|
        clicca|rispondete|rispondi|напишите нам|пишите в|звоните|ответьте на это|переходите по|регистрируйтесь|оставьте заявку|жмите|
        подробности в|свяжитесь с нами|вотсап|телеграм|телеграме|czy są państwo zainteresowani|zainteresowani|zapraszamy|zarejestruj|
        prosimy o kontakt|kliknij|napisz do nas|zadzwoń|heeft u interesse|heeft u zin|neem contact|neem vandaag|meld u|vraag nu|
        klik hier|bel ons|bize yazın|iletişime geçin|bizi arayın|tıklayın|başvurun|加微信|微信|联系我们|立即注册|欢迎询价|点击|ご連絡ください|お打ち合わせ|お時間を|ご興味
        """;

    /// <summary>What is sold that way: of each group one counts.</summary>
    public const string Goods = """
        backlink|backlinks|link building|dofollow|do follow links|guest post|guest posts|guest posting|sponsored post|sponsored posts|
        sponsored article|sponsored articles|link insertion|link placement|exchanging links|exchange links|publish an article|
        publishing an article|domain rating

        first page of google|page one of google|top of google|rank higher|rank your|ranking|rankings|google rankings|domain authority|
        seo|search engine rankings|search engine|search results|google maps|google profile|google ads|facebook ads|
        suchmaschinenoptimierung|platz 1|référencement|referencement|posicionamiento|primera página|primeira página|posizionamento|
        pozycjonowanie|hoger in google|zoekmachine|продвижение сайта|продвижение сайтов|продвижение вашего сайта|продвижения|раскрутка|
        网站优化|排名|推广|seo対策|集客支援

        website traffic|web traffic|targeted traffic|more traffic|real visitors|organic traffic|visitors to your

        redesign|web design services|website design services|errors on your website|errors on your site|broken pages|explainer|
        explainer video|app development company|software development company|virtual assistant|virtual assistants|
        virtual assistant services|data entry|chatbot|chatbots|outsource|outsourcing|offshore|logo|logos|hosting|wordpress|webdesign|
        sites internet|web tasarım|strony internetowe|интернет магазины|создание сайтов|создаём сайты|ホームページ制作|website laten maken

        email list|email lists|email database|b2b database|database of|contact form blasting|contact form marketing|contact forms|
        message to millions|ad to millions|mass mailing|bulk|press release|decision makers|base de datos de|bases de datos de|
        базы клиентов|базу клиентов|рассылка|рассылки|рассылку|формам обратной связи

        bitcoin|btc|crypto|cryptocurrency|forex|binary options|trading bot|trading robot|trading|trading signals|passive income|invest|
        investment|investors|investor|private fund|profit|profits|profitable|криптовалюта|криптовалюты|криптовалюту|вложений|инвестиции|
        inversión garantizada

        make money|earn|earn money|earning money|extra income|income from home|work from home|work at home|financial freedom|get rich|
        earn up to|per day from home|six figures|verdienen sie|von zu hause aus|gagnez|gagner de l|gana dinero|ganar dinero|
        ganhe dinheiro|guadagna|guadagnare|заработок|заработай|заработать|zarabiaj|zarobek|verdien|para kazanın|赚钱|副業|稼げ

        casino|casinos|gambling|slots|betting|sportsbook|jackpot|poker|welcome bonus|казино|ставки|博彩

        viagra|cialis|levitra|pharmacy|tramadol|weight loss|lose weight|lose 10|cbd oil|male enhancement|prescription|
        without prescription|natural pill|pills

        loan|loans|loan offer|business loan|quick loan|instant loan|payday|loan at|merchant cash advance|funding|funding without|
        working capital|no credit check|credit checks|collateral|ohne schufa|kredite|darlehen|prêt|prêts|préstamo|préstamos|empréstimo|
        empréstimos|prestiti|prestito|кредит онлайн|займ|деньги в долг|pożyczki|pożyczka|leningen|lening|kredi|贷款

        porn|xxx|sex|escort|escorts|hot girls|single girls|onlyfans|adult dating|dating|dating site|lonely women|chat for free|порно|
        знакомства|интим

        next of kin|inheritance|beneficiary|million dollars|million usd|million euro|million euros|unclaimed|western union|
        wire the funds|transfer the sum|the sum of|barrister|late husband|charity|god bless|reliable partner|erbschaft|herencia|héritage

        you have won|you won|winner|prize|nominated|award|trophy|gift card|iphone|free prize|claim your|lottery|gewonnen|ganador|
        vincitore|выиграли

        replica|replica watches|rolex|louis vuitton|ray ban|cheap jordans|wholesale price|wholesale prices|essay|diploma|plagiarism|
        диплом|发票

        instagram followers|buy followers|tiktok followers|followers|followers for|youtube views|buy reviews|google reviews|fake reviews|
        bad reviews|five star reviews|bad comments|your reputation|takipçi|seguidores|seguidores reales|reseñas|recensioni|avis positifs|
        bewertungen|粉丝

        hacked|wallet|publish your data|legal action|will be deactivated|verify your account|your mailbox|complete the payment|
        domain name is about|about to expire|your domain|renewal

        factory price|leading manufacturer|professional manufacturer|manufacturer and supplier|promotional gifts|
        promotional sticks|with your logo|werbeartikel|custom pens|our catalogue|your esteemed|专业生产

        click here|click the link|visit our site|check it out here|more info here|here is the link|watch the video|klicken sie|cliquez|
        haga clic|clique aqui|clicca|переходите по|жмите|kliknij|klik hier|tıklayın|点击

        whatsapp me|telegram channel|telegram bot|contact on whatsapp|reply stop|to opt out|unsubscribe here|opt out of future|加微信|
        в телеграм|телеграме

        limited time offer|act now|once in a lifetime|risk free|100 free|guaranteed results|money back guarantee|special offer|
        offre spéciale|sonderangebot

        compensation|stop paying too|compare all suppliers|solar panels|panneaux solaires|strom und gas|cheap electricity
        """;
}
