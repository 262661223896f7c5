"""Page furniture in invented words: what outlets print around unrelated articles. Each kind has a half to tune on and one to report.

``generic`` speaks to the reader or of the outlet; ``author`` of the writer; ``standing`` is background that is printed again and
again. The names are invented.
"""

from __future__ import annotations

Kinds = dict[str, tuple[str, ...]]

TUNE: Kinds = {
    "generic": (
        "Sign up for our morning newsletter and get the five stories that matter delivered to your inbox before breakfast. You can "
        "unsubscribe at any time. By signing up you agree to our terms of use and privacy policy.",
        "Copyright 2031 Hallam Valley Press. All rights reserved. This material may not be published, broadcast, rewritten or "
        "redistributed without the written consent of the publisher. Please contact our licensing desk for permission.",
        "Read more: Five things to know about the week ahead. Read more: What the new rules mean for your pension. Read more: In "
        "pictures: the best of the weekend. Follow us on social media and share this article with your friends.",
        "This website uses cookies to make your visit better and to show advertisements. By continuing to browse you accept our "
        "use of cookies. You can change your settings whenever you like at the foot of each page.",
        "We value independent journalism and rely on readers like you. If you can, please support us with a small monthly gift. It "
        "takes less than a minute, and every contribution, however small, keeps our reporting free for everyone to read.",
        "The views expressed in this article are those of the author and do not necessarily reflect the position of the editors. "
        "Nothing here is financial advice, and readers should speak to a qualified adviser before they make any investment.",
        "Comments are moderated and will appear after they have been approved. Please keep your contribution polite and to the point. "
        "We do not publish comments that contain abuse, advertising or links. Registered users can report a comment with the flag.",
    ),
    "author": (
        "Marla Dentworth is our senior correspondent in Quorley, where she has covered courts and crime for eleven years. She won "
        "the Ansel Prize for her series on the Tidewater inquiry and is the author of two books about river towns. She studied "
        "history at the University of Pellam and lives with her family in East Quorley.",
        "Tobin Ashgrove writes about business and technology for the Courier. Before that he spent six years with the Pellam Ledger "
        "and a season as a producer at Radio Harrow. He can be reached at the newsroom during office hours.",
        "About the author: Ines Corvalo reports from the northern bureau. A native of Sant Brieva, she has worked in eleven "
        "countries and speaks four languages. Her photographs have been shown at the Lindqvist Gallery.",
    ),
    "standing": (
        "The Harrow Institute, founded in 1962, is a non-profit organisation that brings together scholars, officials and members of "
        "the press. Its headquarters are in Pellam, and it has offices in nine cities. Each year it holds a forum in the autumn at "
        "which the Lindqvist Medal is awarded to a public servant.",
        "Valley Week is a production of Hallam Valley Press in cooperation with the Regional Council for Media. The programme has "
        "been on air since 1998 and reaches some forty thousand homes in the districts of Quorley, Brieva and Upper Pellam every "
        "Thursday at seven in the evening. It is repeated on Sunday mornings.",
        "The conflict began in the spring of 2022 when troops of the Dravik Federation crossed the Sorne river. A truce that was "
        "brokered at Lake Omra in 2026 has been broken by both sides many times. Some ninety thousand people have fled their homes, "
        "and talks on a lasting peace have been suspended since last winter.",
        "The company, which was founded in 1911 as a maker of looms, employs about 4,200 people at sites in Harrow and Brieva. Its "
        "shares have been listed on the Pellam exchange since 1974. The family of the founder still holds a third of the votes.",
    ),
}

REPORT: Kinds = {
    "generic": (
        "Enjoying this story? Subscribe today from just two crowns a week and read without limits on all your devices. Already a "
        "subscriber? Log in to continue. Cancel whenever you want; your first month is free.",
        "Reproduction in whole or in part without permission is prohibited. The Merrow Gazette is a member of the Press Standards "
        "Board. If you believe that we have made a mistake, please write to the readers' editor or use the form on our contact page.",
        "Got a tip? Email our newsdesk or send a message in confidence through the secure form. Download our free app for breaking "
        "news alerts, and listen to our daily podcast wherever you get your podcasts.",
        "You might also like: The quiet return of the night train. You might also like: How to keep your house warm for less. Most "
        "read: Quiz of the week. Most read: The recipe that everyone is cooking. Advertisement. Story continues below.",
        "Thank you for reading. Our reporters work around the clock to bring you trusted news from your area. If you value what we "
        "do, become a member and join thousands of readers who make our work possible. Members get fewer ads and exclusive events.",
        "Prices were correct at the time of publication and may change. Some links on this page are affiliate links, which means "
        "that we may earn a small commission if you buy something, at no extra cost to you. This never influences our reviews.",
        "To request a correction or clarification, click here. Letters for publication must include a full name and address and may "
        "be edited for length. Please note that we cannot return photographs or reply to every message that we receive.",
    ),
    "author": (
        "Gideon Pask has been the political editor of the Gazette since 2024. He previously reported from Veldt, Marrakand and the "
        "Isle of Sorrel, and served as president of the Association of Parliamentary Writers. He grew up in Low Merrow and holds a "
        "degree in law from Tarn College.",
        "Henrike Odelvang covers health and science. She joined the newsroom as a trainee in 2019, and was named Young Reporter of "
        "the Year by the Tarn Foundation. When she is not at her desk she sails on Lake Merrow.",
        "Reporting was contributed by Pavel Rusk in Veldt and Oona Carrick in Low Merrow. Carrick is a fellow of the Stanmore Centre "
        "for Public Affairs, which receives funding from the Bellweather Trust and the city of Tarn.",
    ),
    "standing": (
        "Merrow Forward is a partnership of fourteen newsrooms and the Stanmore Centre that looks at how communities answer to a "
        "changing climate. It was launched in 2027 with a grant of the Bellweather Trust, which has no influence on what is "
        "reported. Earlier parts of the series dealt with water, housing and the price of bread.",
        "The Gazette was first printed in 1843 by Josiah Merrow in a cellar behind the corn exchange. It appears six times a week in "
        "print and is read by some eighty thousand people between Tarn and the Isle of Sorrel. Since 2016 it has been owned by its "
        "staff through the Corn Exchange Cooperative.",
        "Relations between Veldt and Marrakand have been strained since 2019, when the Kessel dam was closed for repairs and the "
        "harvest failed in three provinces. An arbitration court ruled in 2023 that Veldt must pay for the damage. Veldt has "
        "appealed, and no payment has been made. The two countries recalled their ambassadors in 2025.",
        "The storm season runs from June to November. In an average year eleven storms are given a name and four of them reach the "
        "coast. The worst on record, in 1987, cost 213 lives in Low Merrow and on the Isle of Sorrel and destroyed the old pier.",
    ),
}
