namespace LeadGen.Web.Demo;

/// <summary>What invented people and companies are called.</summary>
internal static class DemoWords
{
    public static readonly IReadOnlyList<string> FirstNames = Words(
        """
        Ada Agnes Aiko Akira Alba Amara Amir Anders Anja Anton Aoife Astrid Beatriz Benoit Bianca Bjorn Bogdan Camila Carlos Carmen Chiara
        Chidi Ciara Clara Dafydd Dalia Daniel David Deepa Diego Dora Edith Elena Elias Eloise Emeka Emil Emma Enzo Erik Esther Eva Farah
        Felix Fiona Florian Freya Gabriel Grace Greta Hana Hannah Hassan Henrik Hugo Ida Imran Ines Ingrid Irina Isaac Ivan Jana Jasper
        Jonas Josef Julia Kaito Karim Katja Kofi Lars Laila Lea Leon Lina Louis Lucia Magnus Mara Marco Marie Mateo Maya Milan Mina Nadia
        Naomi Nikhil Nina Noah Nora Oliver Omar Oscar Paolo Paula Petra Priya Rafael Rania Rhys Rosa Ruben Samir Sara Sofia Stefan Sven
        Tamar Tariq Teresa Theo Tomas Ulla Uma Vera Viktor Wanda William Yara Yusuf Zofia
        """
    );

    public static readonly IReadOnlyList<string> LastNames = Words(
        """
        Abbott Adeyemi Ahmed Almeida Andersen Aoki Arora Bakker Baptiste Barros Bauer Becker Bergman Bianchi Blake Bosch Brandt Brennan
        Campbell Castillo Chaudhry Chen Clarke Conti Costa Dahl Dasgupta Davies Delgado Diallo Dubois Eklund Eriksen Evans Farkas Ferrari
        Fischer Fontaine Foster Fraser Fuchs Garcia Gupta Haddad Hansen Hartmann Hayashi Hughes Ibrahim Ito Iyer Jensen Jovanovic Kamara
        Kaplan Kaya Keller Khan Kim King Kowalska Kovac Laurent Lehmann Lindberg Lopez Lund Maier Marino Martins Mensah Mori Morgan
        Murphy Nagy Nakamura Navarro Nguyen Nielsen Novak Okafor Olsen Ortega Osei Palmer Park Patel Peeters Petrov Popescu Quinn Rao
        Reyes Ricci Richter Rojas Romano Rossi Roy Ruiz Saito Santos Schmidt Schneider Sharma Silva Simmons Singh Sokolov Soto Suzuki
        Takeda Tanaka Torres Tran Ueda Vargas Vasquez Virtanen Vogel Wagner Walsh Wang Weber Yamada Yilmaz Zhang Zimmer
        """
    );

    /// <summary>Two of these, one of each list, name a company. Odd counts of both without a common divisor, so that pairs repeat late.</summary>
    public static readonly IReadOnlyList<string> CompanyStarts = Words(
        """
        Alder Amber Anchor Apex Arbor Aspen Atlas Aurora Basalt Beacon Birch Bison Boreal Bright Bridge Cedar Cinder Citadel Clear Cobalt
        Compass Copper Coral Crane Crest Delta Drift Eagle Ember Evergreen Falcon Fern Flint Fjord Garnet Glacier Granite Harbor Hazel
        Heron Horizon Indigo Iron Ivory Juniper Keystone Lantern Larch Linden Lunar Maple Marble Meadow Meridian Mist Monarch North Oak
        Onyx Orchard
        """
    );

    public static readonly IReadOnlyList<string> CompanyEnds = Words(
        """
        Analytics Assembly Automation Brewing Capital Castings Ceramics Chemicals Circuits Clinics Components Controls Dairy Devices
        Dynamics Electric Energy Engineering Fabrics Finance Foods Forge Foundry Freight Glass Health Hydraulics Industries Insurance
        Instruments Labs Logistics Machinery Materials Media Metals Mills Mobility Motors Networks Optics Packaging Papers Pharma Plastics
        Power Precision Print Pumps Rail Robotics Sensors Software Steel Systems Tools Transport Turbines Works
        """
    );

    /// <summary>Those that come first are met most.</summary>
    public static readonly IReadOnlyList<string> Industries =
    [
        "Manufacturing",
        "Manufacturing",
        "Manufacturing",
        "Software",
        "Energy",
        "Logistics",
        "Chemicals",
        "Automotive",
        "Healthcare",
        "Utilities",
        "Information technology",
        "Professional services",
        "Retail",
        "Construction",
        "Pharmaceuticals",
        "Education",
        "Agriculture",
    ];

    public static readonly IReadOnlyList<string> JobTitles =
    [
        "Maintenance Manager",
        "Maintenance Manager",
        "Plant Manager",
        "Operations Manager",
        "Reliability Engineer",
        "Maintenance Engineer",
        "Process Engineer",
        "Head of Operations",
        "Director of Engineering",
        "Director of Operations",
        "VP Operations",
        "VP Engineering",
        "Chief Operating Officer",
        "Chief Technology Officer",
        "Managing Director",
        "Owner",
        "IT Manager",
        "Data Analyst",
        "Purchasing Manager",
        "Finance Director",
        "HR Manager",
        "Marketing Manager",
        "Sales Manager",
        "Consultant",
        "Student",
    ];

    public static readonly IReadOnlyList<string> Countries = Words(
        """
        DE DE DE US US US GB GB FR FR NL NL IT ES SE PL AT CH BE DK NO FI IE PT CZ CA CA IN IN BR MX JP AU SG ZA
        """
    );

    public static readonly IReadOnlyList<string> Pages =
    [
        "/",
        "/product",
        "/product/sensors",
        "/product/gateway",
        "/customers",
        "/blog/five-signals-before-a-stop",
        "/blog/what-a-stop-costs",
        "/blog/vibration-for-beginners",
        "/integrations",
        "/about",
        "/pricing",
        "/careers",
    ];

    public static readonly IReadOnlyList<string> Campaigns =
    [
        "spring-webinar",
        "costs-paper",
        "trade-fair",
        "retargeting",
    ];

    public static readonly IReadOnlyList<string> LostReasons =
    [
        "timing",
        "no_budget",
        "no_response",
        "price",
        "not_a_fit",
    ];

    private static string[] Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
