namespace LeadGen.Domain.Offers;

/// <summary>What a visitor gets for their details.</summary>
public enum OfferKind
{
    Ebook,
    WhitePaper,
    Webinar,
    Event,
    FreeTrial,
    Coupon,
    FreeSample,
    Quiz,
    Demo,
    TalkToSales,
}

/// <summary>What filling the form of an offer says about the person. Inquiry, demo and quote are hand-raises.</summary>
public enum FormIntent
{
    Content,
    Inquiry,
    Demo,
    Quote,
    Trial,
}

/// <summary>How near to buying somebody is who reads this: early such as an e-book, late such as a case study.</summary>
public enum OfferDepth
{
    Early,
    Late,
}
