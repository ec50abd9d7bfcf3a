namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>
/// Letters in many languages that were written down after the rules stood, and judged once. Each is another matter in other words: what
/// programs send by the hundred, here one by one, and what people write who happen to use words of sellers.
/// </summary>
internal static class LaterLetters
{
    public static IReadOnlyList<string> Spam { get; } =
        Lines(
            """
            Attendee list of the packaging expo is now available with 18,400 verified contacts, emails and phone numbers. May I know your budget so that I can share pricing?
            Your site does not meet accessibility law and could be sued. Our plugin fixes this in five minutes for $39 per month. Install it before it is too late.
            We recover stolen cryptocurrency and frozen wallets. 98% success rate. Fill in the form at https://recover-fast.example and our hackers start today.
            Hi, I make drone videos of factories and offices. A two minute film usually costs 900, this month 450. Want one?
            Can you accept an urgent order for 500 units shipped to Guam? I will pay by credit card and use my own freight agent. Send total cost.
            I have a Wikipedia editor in my team who can write and publish a page about your firm. Pages stay up or you get your money back.
            Good morning, we export refined sugar ICUMSA 45, urea and diesel EN590 directly from refinery. Kindly revert with your LOI.
            IPTV subscription with 20,000 channels and all sports, 12 months for 49 only. Free test for 24 hours.
            Our voice agents call your old leads and book meetings while you sleep. I can send you a 90 second recording. Should I?
            Do you use LinkedIn for sales? We do the writing, the connecting and the follow up, you just show up to the meetings. Interested?
            Sir, gold dust and rough diamonds for sale from our local miners in Guinea. Buyer pays only after assay. Serious buyers contact my WhatsApp.
            Your parcel could not be delivered because customs duties of 2.99 are unpaid. Pay here to receive it: http://customs-pay.example
            I got your contact from Google. I am a freelance developer from Lahore with 8 years experience in PHP, Laravel and React. I charge very low rates. Give me a chance.
            We noticed that your company has no mobile app. Businesses with an app sell 37% more. Prices from 990. Reply APP and we send a mockup with your own logo.
            Win back the love of your life with the help of a powerful spell caster. Results in 24 hours, 100% guaranteed.
            GDPR fines are rising. Buy our complete set of templates and be compliant by tomorrow. Half price until Friday.
            We are offering you a chance to speak on our podcast, heard by 40,000 executives. The production fee is 1,200 and can be paid in parts.
            Hello, do you want 1000 subscribers in one night? Cheapest panel in the world, all networks, instant delivery.
            Attention: last reminder! Your company entry in the European trade register must be renewed. Sign and return the attached form, annual fee 995 euro.
            Our nurses, welders and drivers from Nepal and the Philippines are ready to travel. Recruitment at zero cost to the employer. Share your requirement.
            This AI writes 50 blog articles a day in your tone of voice and publishes them itself. Lifetime deal 69 dollars, ends tonight.
            Would you like to sell your company? We represent several buyers with cash in hand who want a business exactly like yours. A confidential call costs you nothing.
            Get a European residence permit or second passport without leaving home. Documents ready in 10 days.
            I was on your page yesterday and the loading time hurts you. I fix speed problems for a flat fee of 120. Tell me when I can begin.
            We produce ceramic tiles, sanitary ware and kitchen cabinets in Foshan. MOQ one container. Waiting for your kind inquiry.
            Need a phone number of any person or company in the USA? Our data has 210 million consumers with age and income. Ask for a sample.
            Hey, cute site :) I am Vika, 24, alone tonight. My photos are here https://vika-photos.example
            Refinance your business debt into one small daily payment. We look at cash flow, not at your score. Decision in two hours.
            Tired of paying high fees for card payments? Our terminal charges 0.4% and the first one is on us.
            Dear, I am attorney Mark Odum. A client who bears your surname died and left 9.6m. Let us present you as heir and share it.
            Wir digitalisieren Ihre Speisekarte, Preisliste oder Broschüre als QR-Code. Ab 19 Euro im Monat, jederzeit kündbar. Muster auf Wunsch.
            Guten Tag, haben Sie schon einmal über eine Photovoltaikanlage auf Ihrem Hallendach nachgedacht? Bis zu 60 % Förderung, unser Berater ist nächste Woche in Ihrer Region.
            Ihr Eintrag im Branchenbuch läuft aus. Bitte bestätigen Sie die Verlängerung für 480 Euro im Jahr über diesen Link.
            Lagerräumung! Büromöbel, Drucker und Laptops bis 80 % reduziert, Versand frei Haus. Jetzt im Shop zugreifen.
            Wir kaufen Ihre alten Firmenwagen und Maschinen zu Höchstpreisen, Abholung und Barzahlung am selben Tag.
            Neukunden am Fließband: Wir terminieren für Sie 15 Entscheidergespräche im Monat, Sie zahlen nur bei Erfolg. Kurz telefonieren?
            Bonjour, votre fiche Google n'est pas optimisée et vous perdez des appels chaque jour. Nous la corrigeons pour 99 euros. On en parle ?
            Casino en ligne : 150 tours offerts sans dépôt, retrait immédiat. Jouez maintenant !
            Madame, Monsieur, je suis atteinte d'un cancer et je souhaite faire don de ma fortune de 2,8 millions d'euros à une personne honnête. Écrivez-moi.
            Nos téléconseillers basés à Madagascar prennent vos rendez-vous à partir de 6 euros de l'heure. Essai d'une semaine offert.
            Hola, vi tu web y carga muy lento en el móvil. Por 80 euros te la dejo perfecta. ¿Te llamo mañana?
            Recupere el dinero que perdió en estafas de bitcoin. Nuestros expertos lo consiguen en 72 horas.
            Aumente las ventas de su negocio con publicidad en Facebook e Instagram. Paquetes desde 50 dólares, resultados asegurados.
            Se vende lista de correos de 300 mil compradores de España, solo 49 euros, entrega inmediata.
            Compre seguidores e curtidas reais, entrega na hora, pagamento por pix.
            Somos fabricantes de embalagens e brindes personalizados. Peça já o seu catálogo e ganhe frete grátis.
            Ciao, ho visto il vostro sito e ho trovato 14 errori SEO. Ve li mando in un report senza costi, basta rispondere sì.
            Vendo crediti fiscali e finanziamenti a fondo perduto per la tua impresa, istruttoria in 48 ore.
            Выведем ваш сайт в топ-10 Яндекса за 30 дней или вернём деньги. Аудит в подарок.
            Нужны отзывы на картах и маркетплейсах? Напишем и разместим, оплата после публикации.
            Обнальчивание, помощь с банкротством, списание долгов. Телефон в профиле.
            Горячие девушки ждут тебя в чате, вход свободный http://chat-girls.example
            Witam, wykonamy dla Państwa film reklamowy i zdjęcia produktów. Ceny od 300 zł, przykłady na naszej stronie.
            Skup długów i wierzytelności, gotówka w 24 godziny, decyzja przez telefon.
            Hallo, wij plaatsen zonnepanelen op bedrijfsdaken zonder investering van uw kant. Wanneer mag onze adviseur langskomen?
            Instagram takipçi ve beğeni satışı, anında teslim, kredi kartına taksit.
            深圳工厂直销LED显示屏，支持定制，工厂价出货，详情请加QQ或微信。
            专业办理各国签证、留学文凭认证，快速拿证，不成功不收费。
            今なら初期費用ゼロ！ＡＩで営業リストを自動作成、月額9800円から。お申し込みはこちら。
            【副業】スマホだけで月30万円。先着50名様限定でLINEにご招待します。
            """
        );

    public static IReadOnlyList<string> Honest { get; } =
        Lines(
            """
            Hello, we make packaging machines in Verona and 60 of our service people are on the road. Would your app work without network?
            I'd like to know if your price includes onboarding, since our IT is only two persons.
            I saw on your website that you offer a free trial. Do I need a credit card for it?
            We use Google Ads and SEO to get our leads and want to see in one place which of them became customers. Can you show me this in a demo?
            Our agency manages campaigns for 30 clients. Is there a multi-client licence and who could give us a price?
            We provide IT services to hospitals and one of our clients asked us about your product. Could we get a partner price?
            Your webinar was great. Let me know when the recording is online, please.
            I want to cancel my registration for Thursday, I have another meeting. Sorry!
            Hi, my boss wants a comparison of your three plans. Is there a PDF without the marketing?
            We lost about 20,000 dollars last year because of false alarms. How would your system help us?
            How do I get an invoice for my order 88213? Your shop only sent a receipt.
            We sell spare parts online and need better forecasts. Please contact me by phone, mornings are best.
            Please advise if you deliver to Norway and whether customs duties are included in the price.
            We are a startup of 6 with funding from the state and look for something affordable to begin with.
            Does your insurance product cover drones used for roof inspection?
            I filled in the form last week and nobody called. Is anybody there?
            Our company is looking for a new CRM. Must have: API, single sign-on, hosting in the EU. Can you send an offer by Friday?
            The discount code from your newsletter does not work, it says expired. Can you check?
            We want to integrate your chatbot into our WordPress site, is there a plugin?
            Can you tell me more about the certification that you mention on page 4? Our auditor asks for it.
            I am the owner of a small bakery and wonder if this is for me at all.
            For our annual meeting in May we need a speaker on energy costs. Would one of your experts come?
            Is it possible to pay per month only, and to cancel any time? We had bad experience with long contracts.
            Investment for the whole line should stay below 80k. Is this realistic with your sensors?
            How is my personal data used if I download the guide?
            Guten Tag, auf Ihrer Website steht, dass die Testversion kostenlos ist. Wie lange gilt das? Bitte melden Sie sich bei mir.
            Wir sind eine Agentur für Industriekunden und würden Ihr Werkzeug gern unseren Kunden zeigen. Gibt es ein Partnerprogramm?
            Unser Unternehmen möchte die Kosten für Strom und Gas genauer erfassen. Haben Sie dafür Zähler?
            Ich interessiere mich für die Stelle im Vertrieb, ist sie noch frei?
            Könnten wir das Gespräch auf Dienstag verschieben? Mir ist etwas dazwischengekommen.
            Was kostet die Wartung pro Jahr, und ist die Anfahrt enthalten?
            Wir bieten selbst Schulungen an und suchen dafür eine Lernplattform mit deutscher Oberfläche.
            Bonjour, est-ce que la version d'essai est gratuite et sans engagement ?
            Nous avons un budget de 40 000 euros et devons décider avant la fin du mois. Qui peut nous rappeler ?
            Notre site internet reçoit 5000 visites par mois, est-ce suffisant pour utiliser votre outil ?
            Nous fabriquons des moules et aimerions relier vos capteurs à nos presses.
            Buenos días, ¿la prueba es gratis? ¿Cuántos usuarios incluye?
            Necesito hablar con alguien de ventas, somos un hospital en Bogotá con 300 camas.
            Nuestra empresa vende maquinaria agrícola y buscamos un sistema para los talleres.
            Boa tarde, gostaria de receber a tabela de preços e o prazo de implantação.
            Trabalho numa cooperativa e precisamos medir o consumo das bombas. Podem ligar-me?
            Buongiorno, vorrei un preventivo per 15 utenti e sapere se c'è un periodo di prova gratuito.
            La nostra azienda produce valvole e cerca un fornitore per il controllo qualità.
            Здравствуйте, подскажите, есть ли бесплатный тестовый период и сколько он длится?
            Наша компания продаёт запчасти, нужна интеграция с 1С. С кем можно поговорить?
            Добрый день, можно ли получить скидку для учебного заведения?
            Dzień dobry, czy wersja próbna jest bezpłatna? Ilu użytkowników obejmuje?
            Nasza firma sprzedaje części zamienne i szuka systemu do magazynu. Proszę o kontakt.
            Goedemiddag, is de proefversie gratis en hoeveel gebruikers kunnen er in?
            Merhaba, deneme sürümü ücretsiz mi? Fiyat listesini gönderir misiniz?
            你好，试用版是免费的吗？可以用多少个用户？
            弊社では現在別の製品を使っておりますが、御社の製品との違いを教えていただけますか。無料トライアルはありますか。
            Please stop calling me. I am not interested.
            Working on my master's thesis about bank loans and machine learning; may I cite your report?
            We are about to lose a customer because of late deliveries. Who can help us this week?
            Do you have a case study from the food industry? A link is enough.
            Our website was redesigned and the old embed code does not work any more. Which one do we need now?
            I won the raffle at your stand! How do I claim the prize?
            Interested in the course for my whole team, 8 people, is there a group price?
            We need 300 promotional pens for your joint event, as agreed with Jana. Where shall we send the logo?
            """
        );

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
